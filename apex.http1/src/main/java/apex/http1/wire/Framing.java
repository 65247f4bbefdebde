package apex.http1.wire;

import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Text;
import apex.spi.thread.Frozen;

/** What Content-Length and Transfer-Encoding say, read in the one way that nobody can misread (RFC 9112 section 6). */
@Frozen
final class Framing {
    /** There is no such field. */
    static final long ABSENT = -1;

    /** The field is malformed, repeated, or says what Apex does not support. */
    static final long BAD = -2;

    /** The body comes in chunks. */
    static final long CHUNKED = -3;

    private static final Text CHUNKED_TEXT = Text.of("chunked");
    private static final int MOST_DIGITS = 18;

    private Framing() {}

    /**
     * The length if Content-Length says one number, however often, and there is no Transfer-Encoding; else {@link #BAD}. For listeners
     * that tolerate it (RFC 9110 section 8.6).
     */
    static long ofEqualLengths(Fields fields, Members members) {
        if (fields.has(FieldName.TRANSFER_ENCODING)) {
            return BAD;
        }
        long length = ABSENT;
        members.begin(fields, FieldName.CONTENT_LENGTH);
        for (Text member = members.next(); member != null; member = members.next()) {
            long said = number(member);
            if (said == BAD || length != ABSENT && length != said) {
                return BAD;
            }
            length = said;
        }
        return length;
    }

    /** A length from 0, {@link #CHUNKED}, {@link #ABSENT} or {@link #BAD}. */
    static long of(Fields fields, Text scratch) {
        int coding = fields.find(FieldName.TRANSFER_ENCODING);
        int length = fields.find(FieldName.CONTENT_LENGTH);
        if (coding < 0) {
            return length < 0 ? ABSENT : length(fields, length, scratch);
        }
        boolean chunked = length < 0
                && fields.findNext(FieldName.TRANSFER_ENCODING, coding) < 0
                && fields.value(coding, scratch).equalsIgnoreCase(CHUNKED_TEXT);
        return chunked ? CHUNKED : BAD;
    }

    private static long length(Fields fields, int index, Text scratch) {
        return fields.findNext(FieldName.CONTENT_LENGTH, index) >= 0 ? BAD : number(fields.value(index, scratch));
    }

    private static long number(Text value) {
        if (value.length() == 0 || value.length() > MOST_DIGITS) {
            return BAD;
        }
        long length = 0;
        for (int i = 0; i < value.length(); i++) {
            char digit = value.charAt(i);
            if (digit < '0' || digit > '9') {
                return BAD;
            }
            length = length * 10 + digit - '0';
        }
        return length;
    }
}
