package apex.http1.wire;

import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Text;

/** The protocols that Upgrade lists, each a name with a version or without (RFC 9110 section 7.8). */
final class Protocols {
    /** No protocol has such a long name. */
    static final int LONGEST = 64;

    private static final Text H2C = Text.of("h2c");

    private final Members members = new Members();
    private final Text name = new Text();
    private int count;
    private int start;
    private int length;
    private boolean malformed;
    private boolean cleartextHttp2;

    /** Reads the fields; empty members do not count. */
    void read(Fields fields) {
        count = 0;
        malformed = false;
        cleartextHttp2 = false;
        members.begin(fields, FieldName.UPGRADE);
        for (Text member = members.next(); member != null; member = members.next()) {
            if (member.length() > 0) {
                judge(member);
            }
        }
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /** Where the first one begins in the arena. */
    int start() {
        return start;
    }

    /** The length of the first one. */
    int length() {
        return length;
    }

    /** Whether one of them is no protocol. */
    boolean isMalformed() {
        return malformed;
    }

    /** Whether one of them is HTTP/2 without TLS, which would take the connection out of sight (RFC 9113 section 3.1). */
    boolean hasCleartextHttp2() {
        return cleartextHttp2;
    }

    private void judge(Text member) {
        if (count++ == 0) {
            start = member.offset();
            length = member.length();
        }
        int slash = member.indexOf('/', 0);
        int nameLength = slash < 0 ? member.length() : slash;
        boolean isName = isToken(member, 0, nameLength);
        boolean isVersion = slash < 0 || isToken(member, slash + 1, member.length());
        malformed |= !isName || !isVersion || member.length() > LONGEST;
        cleartextHttp2 |= name.wrap(member.array(), member.offset(), nameLength).equalsIgnoreCase(H2C);
    }

    private static boolean isToken(Text text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (!Octets.isToken(text.array()[text.offset() + i])) {
                return false;
            }
        }
        return end > from;
    }
}
