package apex.net.loop;

import apex.spi.thread.Cold;

/** Which kind of sockets a configuration asks for. */
@Cold
public enum TransportChoice {
    /** The fastest that works here. */
    AUTO,
    /** Linux's own. */
    EPOLL,
    /** The JDK's, which works everywhere. */
    NIO
}
