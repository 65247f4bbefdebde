package apex.net.netty;

import io.netty.channel.Channel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NotYetConnectedException;

/** Asks the system about a socket, past Netty. Kinds of sockets that cannot be asked have nothing to say. */
final class SocketState {
    private SocketState() {}

    /** Whether the peer has reset the connection; does not read. */
    static boolean isReset(Channel channel) {
        Socket socket = socket(channel);
        try {
            return socket != null && socket.getSoError() != 0;
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Whether there is nothing to read, neither bytes nor the end.
     *
     * @param oneByte where a byte goes that was there after all, and is lost
     */
    static boolean isQuiet(Channel channel, ByteBuffer oneByte) {
        Socket socket = socket(channel);
        try {
            return socket == null || socket.recv(oneByte, 0, 1) == 0;
        } catch (IOException | NotYetConnectedException gone) {
            return false;
        }
    }

    private static Socket socket(Channel channel) {
        return channel instanceof UnixChannel unix && unix.fd() instanceof Socket socket ? socket : null;
    }
}
