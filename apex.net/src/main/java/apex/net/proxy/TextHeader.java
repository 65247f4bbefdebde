package apex.net.proxy;

import apex.spi.thread.Frozen;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Version 1 (section 2.1 of the specification): one line of ASCII, for example {@code PROXY TCP4 192.0.2.1 192.0.2.9 4711 80}. */
@Frozen
final class TextHeader {
    /** The longest line with its CRLF. */
    static final int MOST_BYTES = 107;

    static final byte[] SIGNATURE = "PROXY ".getBytes(StandardCharsets.US_ASCII);

    private static final String UNKNOWN = "UNKNOWN";
    private static final int MOST_PORT_DIGITS = 5;
    private static final int MOST_PORT = 65_535;

    private TextHeader() {}

    /** Reads a line without its CRLF; null when it is malformed. */
    static ProxiedEnds read(byte[] bytes, int count) {
        String line = new String(bytes, SIGNATURE.length, count - SIGNATURE.length, StandardCharsets.ISO_8859_1);
        if (line.equals(UNKNOWN) || line.startsWith(UNKNOWN + " ")) {
            return ProxiedEnds.UNTOLD;
        }
        String[] parts = line.split(" ", -1);
        if (parts.length != 5) {
            return null;
        }
        InetAddress source = address(parts[0], parts[1]);
        InetAddress destination = address(parts[0], parts[2]);
        int sourcePort = port(parts[3]);
        int destinationPort = port(parts[4]);
        if (source == null || destination == null || sourcePort < 0 || destinationPort < 0) {
            return null;
        }
        return new ProxiedEnds(
                new InetSocketAddress(source, sourcePort), new InetSocketAddress(destination, destinationPort));
    }

    private static InetAddress address(String family, String text) {
        return switch (family) {
            case "TCP4" -> AddressText.ipv4(text);
            case "TCP6" -> AddressText.ipv6(text);
            default -> null;
        };
    }

    private static int port(String text) {
        int port = AddressText.decimal(text, MOST_PORT_DIGITS);
        return port <= MOST_PORT ? port : -1;
    }
}
