package apex.net.proxy;

import apex.spi.thread.Frozen;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Addresses as text in one strict form: what some parsers read as octal, as fewer than four numbers or as a zone is no address
 * here.
 */
@Frozen
final class AddressText {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int MOST_HEX_DIGITS = 4;
    private static final int MOST_OCTET_DIGITS = 3;

    private AddressText() {}

    /** Four decimal numbers without leading zeros; null for anything else. */
    static InetAddress ipv4(String text) {
        byte[] bytes = new byte[IPV4_BYTES];
        return putIpv4(text, bytes, 0) ? of(bytes) : null;
    }

    /**
     * RFC 4291, section 2.2, all three forms: the specification of the PROXY protocol knows no dotted end, but senders that write
     * addresses with {@code inet_ntop} do. Null for anything else.
     */
    static InetAddress ipv6(String text) {
        int gap = text.indexOf("::");
        byte[] bytes = new byte[IPV6_BYTES];
        if (gap < 0) {
            return putGroups(text, bytes, true) == IPV6_BYTES ? of(bytes) : null;
        }
        byte[] end = new byte[IPV6_BYTES];
        String behind = text.substring(gap + 2);
        int before = gap == 0 ? 0 : putGroups(text.substring(0, gap), bytes, false);
        int after = behind.isEmpty() ? 0 : putGroups(behind, end, true);
        if (before < 0 || after < 0 || before + after > IPV6_BYTES - 2) {
            return null;
        }
        System.arraycopy(end, 0, bytes, IPV6_BYTES - after, after);
        return of(bytes);
    }

    /** A decimal number of at most so many digits, without leading zeros or signs; -1 for anything else. */
    static int decimal(String text, int mostDigits) {
        int length = text.length();
        if (length == 0 || length > mostDigits || length > 1 && text.charAt(0) == '0') {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** Groups between colons, the last of which may be dotted if {@code dots}; returns how many bytes, or -1. */
    private static int putGroups(String text, byte[] bytes, boolean dots) {
        String[] groups = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < groups.length; i++) {
            if (dots && i == groups.length - 1 && groups[i].indexOf('.') >= 0) {
                boolean put = count <= IPV6_BYTES - IPV4_BYTES && putIpv4(groups[i], bytes, count);
                return put ? count + IPV4_BYTES : -1;
            }
            int value = hex(groups[i]);
            if (value < 0 || count == IPV6_BYTES) {
                return -1;
            }
            bytes[count++] = (byte) (value >> 8);
            bytes[count++] = (byte) value;
        }
        return count;
    }

    private static boolean putIpv4(String text, byte[] bytes, int at) {
        String[] octets = text.split("\\.", -1);
        if (octets.length != IPV4_BYTES) {
            return false;
        }
        for (int i = 0; i < IPV4_BYTES; i++) {
            int octet = decimal(octets[i], MOST_OCTET_DIGITS);
            if (octet < 0 || octet > 255) {
                return false;
            }
            bytes[at + i] = (byte) octet;
        }
        return true;
    }

    private static int hex(String text) {
        if (text.isEmpty() || text.length() > MOST_HEX_DIGITS) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
