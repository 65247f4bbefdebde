package apex.kernel.forwarded;

import apex.spi.exchange.Text;
import apex.spi.thread.Frozen;

/** Which bytes a token may have (RFC 9110 section 5.6.2). */
@Frozen
final class Tokens {
    private static final boolean[] IN_TOKENS = new boolean[128];

    static {
        for (int octet = 0; octet < IN_TOKENS.length; octet++) {
            IN_TOKENS[octet] = Text.isUnreserved(octet) || "!#$%&'*+^`|".indexOf(octet) >= 0;
        }
    }

    private Tokens() {}

    static boolean isToken(byte octet) {
        return octet >= 0 && IN_TOKENS[octet];
    }

    /** Whether {@code text} is a token. */
    static boolean isToken(Text text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isToken((byte) text.charAt(i))) {
                return false;
            }
        }
        return text.length() > 0;
    }
}
