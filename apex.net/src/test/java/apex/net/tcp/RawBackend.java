package apex.net.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A backend that a test drives by hand, one blocking call at a time. */
final class RawBackend implements AutoCloseable {
    private final ServerSocket listening;

    RawBackend() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listening.setSoTimeout(5000);
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    int port() {
        return listening.getLocalPort();
    }

    Socket accept() throws IOException {
        Socket socket = listening.accept();
        socket.setSoTimeout(5000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
