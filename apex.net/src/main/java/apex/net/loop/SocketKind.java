package apex.net.loop;

import apex.net.poll.PollHandler;
import apex.net.uring.RingHandler;
import apex.spi.thread.Cold;
import apex.spi.thread.Frozen;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** A kind of sockets with all that differs between kinds: loops, channels, addresses, and what they can do. */
@Frozen
public enum SocketKind {
    /** Linux's io_uring, past Netty. */
    IO_URING(
            "io_uring",
            true,
            1,
            "Linux 6.1 or newer that allows it, see kernel.io_uring_disabled and the seccomp profile of a container; or epoll, or auto") {
        @Override
        @Cold
        String trouble() {
            String trouble = EPOLL.trouble();
            return trouble.isEmpty() ? RingHandler.trouble() : trouble;
        }

        @Override
        IoHandlerFactory loops() {
            return RingHandler::new;
        }

        @Override
        public SocketAddress unixAddress(String path) {
            return new DomainSocketAddress(path);
        }
    },
    /** Linux's epoll, past Netty. */
    EPOLL("epoll", true, 1, "Linux with the native library; or nio, or auto") {
        @Override
        @Cold
        String trouble() {
            Throwable cause = Epoll.unavailabilityCause();
            return cause == null ? "" : innermost(cause);
        }

        @Override
        IoHandlerFactory loops() {
            return PollHandler::new;
        }

        @Override
        public SocketAddress unixAddress(String path) {
            return new DomainSocketAddress(path);
        }
    },
    /** The JDK's selectors. */
    NIO("nio", false, 16 * 1024, "") {
        @Override
        @Cold
        String trouble() {
            return "";
        }

        @Override
        IoHandlerFactory loops() {
            return NioIoHandler.newFactory();
        }

        @Override
        public SocketAddress unixAddress(String path) {
            return UnixDomainSocketAddress.of(path);
        }
    };

    private final String word;
    private final boolean sharesPorts;
    private final int holdLimit;
    private final String wayOut;

    SocketKind(String word, boolean sharesPorts, int holdLimit, String wayOut) {
        this.word = word;
        this.sharesPorts = sharesPorts;
        this.holdLimit = holdLimit;
        this.wayOut = wayOut;
    }

    /** Why it cannot be used here; empty when it can. */
    @Cold
    abstract String trouble();

    /** What to do when it cannot. */
    String wayOut() {
        return wayOut;
    }

    abstract IoHandlerFactory loops();

    /** The address of a Unix domain socket as this kind's channels want it. */
    public abstract SocketAddress unixAddress(String path);

    /** Whether each loop can have a listening socket of its own on the same port. */
    public boolean sharesPorts() {
        return sharesPorts;
    }

    /**
     * How many bytes a paused connection takes in before it stops listening for more. A kind that hears of a reset without
     * reading needs to take in next to nothing.
     */
    public int holdLimit() {
        return holdLimit;
    }

    @Override
    public String toString() {
        return word;
    }

    private static String innermost(Throwable cause) {
        Throwable at = cause;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
    }
}
