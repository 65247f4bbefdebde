package apex.net.direct;

import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.NotYetConnectedException;

/** A descriptor with its addresses and options. */
final class DirectSocket {
    static final int UNIX = 1;
    static final int INET = 2;
    static final int INET6 = 10;

    private final Socket socket;
    private final boolean isUnix;
    private SocketAddress remote;
    private SocketAddress local;
    private boolean left;

    DirectSocket(int descriptor, boolean isUnix) {
        socket = new Socket(descriptor);
        this.isUnix = isUnix;
    }

    int descriptor() {
        return socket.intValue();
    }

    boolean isUnix() {
        return isUnix;
    }

    /** Remembered, because it is asked for after the end as well. */
    SocketAddress remoteAddress() {
        if (remote == null && isOurs()) {
            remote = isUnix ? socket.remoteDomainSocketAddress() : socket.remoteAddress();
        }
        return remote;
    }

    SocketAddress localAddress() {
        if (local == null && isOurs()) {
            local = isUnix ? socket.localDomainSocketAddress() : socket.localAddress();
        }
        return local;
    }

    private boolean isOurs() {
        return !left && socket.isOpen();
    }

    /** Somebody else closes the descriptor: its number may be another's soon, and is not asked for anything any more. */
    void leave() {
        left = true;
    }

    void remoteAddress(SocketAddress known) {
        remote = known;
    }

    void noDelay() throws IOException {
        if (!isUnix) {
            socket.setTcpNoDelay(true);
        }
    }

    void option(int level, int name, int value) throws IOException {
        socket.setIntOpt(level, name, value);
    }

    void bind(SocketAddress where, boolean sharesPort, int backlog) throws IOException {
        if (where instanceof InetSocketAddress) {
            socket.setReuseAddress(true);
            if (sharesPort) {
                socket.setReusePort(true);
            }
        }
        socket.bind(where);
        socket.listen(backlog);
    }

    void shutdownOutput() throws IOException {
        try {
            socket.shutdown(false, true);
        } catch (NotYetConnectedException lost) {
            throw new IOException("reset by the peer", lost);
        }
    }

    boolean isReset() {
        try {
            return socket.getSoError() != 0;
        } catch (IOException gone) {
            return true;
        }
    }

    /** Closes it now. */
    void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // The descriptor is gone all the same.
        }
    }
}
