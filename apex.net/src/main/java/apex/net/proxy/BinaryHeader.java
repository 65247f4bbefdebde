package apex.net.proxy;

import apex.spi.thread.Frozen;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Version 2 (section 2.2 of the specification): a signature, a fixed part, addresses, and type-length-value vectors, of which only
 * the checksum means anything here.
 */
@Frozen
final class BinaryHeader {
    static final byte[] SIGNATURE = {0x0d, 0x0a, 0x0d, 0x0a, 0, 0x0d, 0x0a, 'Q', 'U', 'I', 'T', 0x0a};

    /** Up to the length, which it includes. */
    static final int FIXED_BYTES = 16;

    static final int LOCAL = 0x20;
    static final int PROXY = 0x21;
    static final int UNSPECIFIED = 0;
    static final int TCP4 = 0x11;
    static final int TCP6 = 0x21;

    private static final int COMMAND_AT = 12;
    private static final int FAMILY_AT = 13;
    private static final int LENGTH_AT = 14;
    private static final int MOST_TRANSPORT = 2;

    /** The bytes of both addresses by family: unspecified, IPv4, IPv6, Unix. */
    private static final int[] ADDRESS_BYTES = {0, 12, 36, 216};

    private static final int VECTOR_HEAD = 3;
    private static final int CHECKSUM = 3;
    private static final int CHECKSUM_BYTES = 4;

    private BinaryHeader() {}

    /** How many bytes follow the fixed part. */
    static int length(byte[] bytes) {
        return number(bytes, LENGTH_AT);
    }

    /** Whether version, command, family and transport are known, and the addresses of the family fit into the length. */
    static boolean isFixedPartValid(byte[] bytes) {
        if (bytes[COMMAND_AT] == LOCAL) {
            return true;
        }
        int family = bytes[FAMILY_AT] >> 4;
        return bytes[COMMAND_AT] == PROXY
                && family >= 0
                && family < ADDRESS_BYTES.length
                && (bytes[FAMILY_AT] & 15) <= MOST_TRANSPORT
                && length(bytes) >= ADDRESS_BYTES[family];
    }

    /** Reads a header whose fixed part is valid; null when the rest is malformed. */
    static ProxiedEnds read(byte[] bytes, int count) {
        int family = bytes[FAMILY_AT] >> 4;
        if (bytes[COMMAND_AT] == LOCAL || family == 0) {
            return ProxiedEnds.UNTOLD;
        }
        if (!areVectorsValid(bytes, FIXED_BYTES + ADDRESS_BYTES[family], count)) {
            return null;
        }
        return switch (bytes[FAMILY_AT]) {
            case TCP4 -> ends(bytes, 4);
            case TCP6 -> ends(bytes, 16);
            default -> ProxiedEnds.UNTOLD;
        };
    }

    private static ProxiedEnds ends(byte[] bytes, int size) {
        int ports = FIXED_BYTES + 2 * size;
        return new ProxiedEnds(
                new InetSocketAddress(address(bytes, FIXED_BYTES, size), number(bytes, ports)),
                new InetSocketAddress(address(bytes, FIXED_BYTES + size, size), number(bytes, ports + 2)));
    }

    private static boolean areVectorsValid(byte[] bytes, int from, int end) {
        int checksumAt = -1;
        int at = from;
        while (at < end) {
            if (end - at < VECTOR_HEAD) {
                return false;
            }
            int length = number(bytes, at + 1);
            if (length > end - at - VECTOR_HEAD) {
                return false;
            }
            if (bytes[at] == CHECKSUM) {
                if (length != CHECKSUM_BYTES || checksumAt >= 0) {
                    return false;
                }
                checksumAt = at + VECTOR_HEAD;
            }
            at += VECTOR_HEAD + length;
        }
        return checksumAt < 0 || isChecksumRight(bytes, checksumAt, end);
    }

    /** RFC 9260, appendix A, over the header with zeros in the checksum's place. */
    private static boolean isChecksumRight(byte[] bytes, int at, int end) {
        long told = (long) number(bytes, at) << 16 | number(bytes, at + 2);
        Arrays.fill(bytes, at, at + CHECKSUM_BYTES, (byte) 0);
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, end);
        return sum.getValue() == told;
    }

    private static InetAddress address(byte[] bytes, int at, int size) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + size));
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }
}
