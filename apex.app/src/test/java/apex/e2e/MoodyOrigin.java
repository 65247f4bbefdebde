package apex.e2e;

import java.io.IOException;

/** A backend that does what the last segment of a request's path says; what it does not know it leaves without an answer. */
final class MoodyOrigin {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final byte[] PIECE = new byte[100_000];

    private MoodyOrigin() {}

    static RawOrigin start() {
        return RawOrigin.start(MoodyOrigin::serve);
    }

    private static void serve(RawConnection connection) throws IOException {
        String head = connection.readHead();
        while (head != null) {
            String path = head.split(" ", 3)[1];
            String mood = path.substring(path.lastIndexOf('/') + 1);
            if (!mood.equals("ok")) {
                turn(mood, connection);
                return;
            }
            connection.write(OK);
            head = connection.readHead();
        }
    }

    /** Anything after which there is no further request. */
    private static void turn(String mood, RawConnection connection) throws IOException {
        switch (mood) {
            case "close" -> {}
            case "reset" -> connection.reset();
            case "garbage" -> connection.write("220 mail.example ESMTP\r\n\r\n");
            case "wordy" -> connection.write("HTTP/1.1 200 OK\r\n" + "X: yyyyyyyy\r\n".repeat(10_000) + "\r\n");
            case "half" ->
                connection
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it")
                        .readAll();
            case "endless" -> {
                connection.write("HTTP/1.1 200 OK\r\n\r\n");
                while (true) {
                    connection.write(PIECE);
                }
            }
            case "switch" ->
                connection
                        .write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
                        .readAll();
            default -> connection.readAll();
        }
    }
}
