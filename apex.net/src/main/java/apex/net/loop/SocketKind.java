package apex.net.loop;

import apex.spi.thread.Frozen;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.spi.SelectorProvider;

/** A kind of sockets with all that differs between kinds: loops, channels, addresses, and what they can do. */
@Frozen
public enum SocketKind {
    /** Linux's epoll by JNI. */
    EPOLL("epoll", true, 1) {
        @Override
        String trouble() {
            Throwable cause = Epoll.unavailabilityCause();
            return cause == null ? "" : innermost(cause);
        }

        @Override
        IoHandlerFactory loops() {
            return EpollPlaces.newFactory();
        }

        @Override
        public ServerChannel server(SocketProtocolFamily family) {
            if (family == SocketProtocolFamily.UNIX) {
                return new EpollServerDomainSocketChannel();
            }
            ServerChannel channel = new EpollServerSocketChannel(family);
            try {
                channel.config().setOption(MOST_UNSENT, MOST_UNSENT_BYTES);
            } catch (ChannelException _) {
                // A system without it serves as well, only that it holds more.
            }
            return channel;
        }

        @Override
        public Channel client(SocketProtocolFamily family) {
            return family == SocketProtocolFamily.UNIX
                    ? new EpollDomainSocketChannel()
                    : new EpollSocketChannel(family);
        }

        @Override
        public SocketAddress unixAddress(String path) {
            return new DomainSocketAddress(path);
        }
    },
    /** The JDK's selectors. */
    NIO("nio", false, 16 * 1024) {
        @Override
        String trouble() {
            return "";
        }

        @Override
        IoHandlerFactory loops() {
            return NioIoHandler.newFactory();
        }

        @Override
        public ServerChannel server(SocketProtocolFamily family) {
            return family == SocketProtocolFamily.UNIX
                    ? new NioServerDomainSocketChannel()
                    : new NioServerSocketChannel(SelectorProvider.provider(), family);
        }

        @Override
        public Channel client(SocketProtocolFamily family) {
            return family == SocketProtocolFamily.UNIX
                    ? new NioDomainSocketChannel()
                    : new NioSocketChannel(SelectorProvider.provider(), family);
        }

        @Override
        public SocketAddress unixAddress(String path) {
            return UnixDomainSocketAddress.of(path);
        }
    };

    /**
     * Linux's {@code TCP_NOTSENT_LOWAT}, which connections inherit from the socket that accepts them: what may wait in the system
     * beyond what the peer has room for. With megabytes there, a client that reads at a good pace looks as if it took nothing for
     * half a minute, and then a megabyte at once.
     */
    private static final IntegerUnixChannelOption MOST_UNSENT =
            new IntegerUnixChannelOption("TCP_NOTSENT_LOWAT", 6, 25);

    private static final int MOST_UNSENT_BYTES = 128 * 1024;

    private final String word;
    private final boolean sharesPorts;
    private final int holdLimit;

    SocketKind(String word, boolean sharesPorts, int holdLimit) {
        this.word = word;
        this.sharesPorts = sharesPorts;
        this.holdLimit = holdLimit;
    }

    /** Why it cannot be used here; empty when it can. */
    abstract String trouble();

    abstract IoHandlerFactory loops();

    /** A new listening channel. */
    public abstract ServerChannel server(SocketProtocolFamily family);

    /** A new channel for connecting. */
    public abstract Channel client(SocketProtocolFamily family);

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
