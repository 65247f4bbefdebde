package apex.net.loop;

import apex.spi.thread.Cold;

/** Which kind of sockets a configuration asks for. */
@Cold
public enum TransportChoice {
    /** The fastest that works here. */
    AUTO,
    /** Linux's io_uring. */
    IO_URING,
    /** Linux's epoll. */
    EPOLL,
    /** The JDK's, which works everywhere. */
    NIO
}
