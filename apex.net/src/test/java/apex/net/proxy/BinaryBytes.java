package apex.net.proxy;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Writes headers of version 2. */
final class BinaryBytes {
    static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    static final String TCP4_ADDRESSES = "c0000201" + "c6336407" + "1267" + "0050";

    private BinaryBytes() {}

    static byte[] of(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** A header with the length that fits. */
    static byte[] header(String commandAndFamily, String rest) {
        return of(SIGNATURE + commandAndFamily + "%04x".formatted(rest.length() / 2) + rest);
    }

    static String vector(int type, String value) {
        return "%02x%04x%s".formatted(type, value.length() / 2, value);
    }

    /** A header that ends with its checksum, plus {@code error}. */
    static byte[] withChecksum(String commandAndFamily, String rest, long error) {
        byte[] header = header(commandAndFamily, rest + vector(3, "00000000"));
        CRC32C sum = new CRC32C();
        sum.update(header);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(header, 0, header.length - 4);
        bytes.writeBytes(of("%08x".formatted((int) (sum.getValue() + error))));
        return bytes.toByteArray();
    }
}
