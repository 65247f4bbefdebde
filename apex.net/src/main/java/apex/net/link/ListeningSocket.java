package apex.net.link;

import apex.spi.thread.Cold;
import java.net.SocketAddress;

/** A socket that accepts connections. */
public interface ListeningSocket {
    /** Where it listens, with the port that the system chose. Any thread. */
    SocketAddress localAddress();

    /** Whether to accept. On its loop. */
    void accept(boolean on);

    /** Whether it was not closed yet. Any thread. */
    boolean isOpen();

    /** Stops and waits until nothing more is accepted. Any thread but that of a loop. */
    @Cold
    void close();
}
