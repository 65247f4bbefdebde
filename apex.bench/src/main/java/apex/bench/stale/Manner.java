package apex.bench.stale;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.random.RandomGenerator;

/** How the backend closes a connection. */
enum Manner {
    /** By FIN alone; what still comes is read and thrown away. */
    FIN,
    /** By closing the socket: FIN, or RST where something has not been read. */
    CLOSE,
    /** By RST. */
    RESET;

    private static final int LONGEST_DRAIN_MILLIS = 1_000;
    private static final int DRAIN_BYTES = 4_096;

    /** RST for one half, the others for a quarter each. */
    static Manner any(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> FIN;
            case 1 -> CLOSE;
            default -> RESET;
        };
    }

    /** Closes {@code socket}. */
    void close(Socket socket) throws IOException {
        switch (this) {
            case FIN -> {
                if (!socket.isOutputShutdown()) {
                    socket.shutdownOutput();
                }
                drain(socket);
            }
            case CLOSE -> {}
            case RESET -> socket.setSoLinger(true, 0);
        }
        socket.close();
    }

    private static void drain(Socket socket) throws IOException {
        socket.setSoTimeout(LONGEST_DRAIN_MILLIS);
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[DRAIN_BYTES];
        int count = in.read(bytes);
        while (count >= 0) {
            count = in.read(bytes);
        }
    }
}
