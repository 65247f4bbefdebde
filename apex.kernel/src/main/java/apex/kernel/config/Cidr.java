package apex.kernel.config;

import apex.spi.thread.Frozen;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** A block of IP addresses, for example {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address. */
@Frozen
public record Cidr(InetAddress address, int prefixLength) {
    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]+");

    /**
     * Reads a block.
     *
     * @throws IllegalArgumentException when {@code text} is none; the message says why
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        if (!LITERAL.matcher(literal).matches()) {
            throw malformed(text);
        }
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException e) {
            throw malformed(text);
        }
        int bits = address.getAddress().length * 8;
        int length = bits;
        if (slash >= 0) {
            String digits = text.substring(slash + 1);
            length = digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
        }
        if (length < 0 || length > bits) {
            throw malformed(text);
        }
        return new Cidr(address, length);
    }

    /** Whether {@code other} lies in this block; an IPv4 address never does in a block of IPv6. */
    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit += Byte.SIZE) {
            int mask = 0xFF << Math.max(0, Byte.SIZE - (prefixLength - bit)) & 0xFF;
            if (((mine[bit >> 3] ^ theirs[bit >> 3]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" (expected: an IP address or a block such as 10.0.0.0/8 or 2001:db8::/32)");
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefixLength;
    }
}
