package apex.http1.wire;

import apex.net.Input;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.listen.HalfClose;
import apex.spi.listen.HttpPolicy;
import apex.spi.listen.Leniency;
import apex.spi.listen.Underscores;
import java.util.Set;

/** Takes the body of a message out of the input, whatever its framing, and nothing behind it. Reused for many messages. */
public final class BodyDecoder {
    private static final int MOST_SIZE_DIGITS = 15;
    private static final int LONGEST_EXTENSION = 256;
    private static final int MOST_EXTENSION_BYTES = 16 * 1024;
    private static final HttpPolicy FROM_BACKENDS =
            new HttpPolicy(Underscores.FORWARD, HalfClose.ABORT, Set.of(), true);

    private enum Step {
        DATA,
        DATA_CR,
        DATA_LF,
        SIZE,
        BLANKS,
        EXTENSION,
        SIZE_LF,
        TRAILER_START,
        TRAILERS,
        LAST_LF,
        DONE,
        BROKEN
    }

    private BodyFraming framing = BodyFraming.NONE;
    private Step step = Step.DONE;
    private long left;
    private int digits;
    private int extension;
    private int extensions;
    private boolean quoted;
    private boolean escaped;
    private HttpPolicy policy = FROM_BACKENDS;
    private TrailerParser trailerParser;
    private boolean hasTrailers;

    /** A decoder without a body. */
    public BodyDecoder() {}

    /** Makes ready for the body of a response; {@code length} counts for {@link BodyFraming#LENGTH} only. */
    public void begin(BodyFraming how, long length) {
        begin(how, length, FROM_BACKENDS);
    }

    /** Makes ready for the body of a request, with what its listener makes of what the RFCs leave to choice. */
    public void begin(BodyFraming how, long length, HttpPolicy http) {
        policy = http;
        framing = how;
        left = length;
        hasTrailers = false;
        extensions = 0;
        switch (how) {
            case NONE -> step = Step.DONE;
            case LENGTH -> step = length == 0 ? Step.DONE : Step.DATA;
            case CHUNKED -> beginSize();
            case UNTIL_CLOSE -> step = Step.DATA;
        }
    }

    /** The next piece of the body, or null when there is none in the input, at its end and when it is broken. */
    public Chunk next(Input input, ArenaSlab slab) {
        while (input.remaining() > 0 && step != Step.DONE && step != Step.BROKEN) {
            if (step == Step.DATA) {
                return data(input);
            }
            if (step == Step.TRAILERS) {
                trailers(input, slab);
            } else {
                frame(input);
            }
        }
        return null;
    }

    /** Whether all of the body has been taken. */
    public boolean isDone() {
        return step == Step.DONE;
    }

    /** Whether the framing is malformed; nothing after it can be read. */
    public boolean isBroken() {
        return step == Step.BROKEN;
    }

    /** How many bytes will follow, or -1 if that is not known. */
    public long left() {
        if (step == Step.DONE) {
            return 0;
        }
        return framing == BodyFraming.LENGTH ? left : -1;
    }

    /** The fields behind the body, or null when there are none; valid until {@link #close}. */
    public Fields trailers() {
        return hasTrailers ? trailerParser.fields() : null;
    }

    /** The connection has ended; whether that leaves the body complete. */
    public boolean endOfInput() {
        if (framing == BodyFraming.UNTIL_CLOSE) {
            step = Step.DONE;
        }
        return step == Step.DONE;
    }

    /** Gives back what trailers hold. */
    public void close() {
        step = Step.DONE;
        hasTrailers = false;
        if (trailerParser != null) {
            trailerParser.close();
        }
    }

    private Chunk data(Input input) {
        if (framing == BodyFraming.UNTIL_CLOSE) {
            return input.take(input.remaining());
        }
        int count = (int) Math.min(left, input.remaining());
        left -= count;
        if (left == 0) {
            step = framing == BodyFraming.CHUNKED ? Step.DATA_CR : Step.DONE;
        }
        return input.take(count);
    }

    /** One byte of what stands between the pieces (RFC 9112 section 7.1). */
    private void frame(Input input) {
        byte octet = input.peek(0);
        switch (step) {
            case SIZE -> step = size(octet);
            case BLANKS -> step = blanks(octet);
            case EXTENSION -> step = extension(octet);
            case SIZE_LF -> step = lineFeed(octet, left == 0 ? Step.TRAILER_START : Step.DATA);
            case DATA_CR -> step = octet == '\r' ? Step.DATA_LF : Step.BROKEN;
            case DATA_LF -> {
                beginSize();
                step = lineFeed(octet, Step.SIZE);
            }
            case TRAILER_START -> {
                if (octet != '\r') {
                    beginTrailers();
                    return;
                }
                step = Step.LAST_LF;
            }
            default -> step = lineFeed(octet, Step.DONE);
        }
        input.skip(1);
    }

    private void beginSize() {
        step = Step.SIZE;
        left = 0;
        digits = 0;
        extension = 0;
        quoted = false;
        escaped = false;
    }

    private Step size(byte octet) {
        int digit = Octets.hex(octet);
        if (digit >= 0) {
            left = left << 4 | digit;
            return ++digits > MOST_SIZE_DIGITS ? Step.BROKEN : Step.SIZE;
        }
        if (digits == 0) {
            return Step.BROKEN;
        }
        return switch (octet) {
            case '\r' -> Step.SIZE_LF;
            case ';' -> Step.EXTENSION;
            case ' ', '\t' -> policy.lenient().contains(Leniency.BLANKS_AFTER_CHUNK_SIZE) ? blanks(octet) : Step.BROKEN;
            default -> Step.BROKEN;
        };
    }

    private Step blanks(byte octet) {
        return switch (octet) {
            case '\r' -> Step.SIZE_LF;
            case ';' -> Step.EXTENSION;
            default -> Octets.isBlank(octet) && fits() ? Step.BLANKS : Step.BROKEN;
        };
    }

    /**
     * Extensions mean nothing here, but where one ends has to be beyond doubt: outside of quotes nothing stands that a name or a token
     * cannot have, and a quote that is opened is closed.
     */
    private Step extension(byte octet) {
        if (octet == '\r') {
            return quoted ? Step.BROKEN : Step.SIZE_LF;
        }
        boolean clean = quoted ? quoted(octet) : unquoted(octet);
        return clean && fits() ? Step.EXTENSION : Step.BROKEN;
    }

    private boolean unquoted(byte octet) {
        quoted = octet == '"';
        return quoted || octet == '=' || octet == ';' || Octets.isBlank(octet) || Octets.isToken(octet);
    }

    private boolean quoted(byte octet) {
        if (escaped) {
            escaped = false;
        } else {
            escaped = octet == '\\';
            quoted = octet != '"';
        }
        return Octets.isText(octet);
    }

    /** Counts a byte behind a size; whether there may be as many. */
    private boolean fits() {
        return ++extension <= LONGEST_EXTENSION && ++extensions <= MOST_EXTENSION_BYTES;
    }

    private static Step lineFeed(byte octet, Step then) {
        return octet == '\n' ? then : Step.BROKEN;
    }

    private void beginTrailers() {
        if (trailerParser == null) {
            trailerParser = new TrailerParser();
        }
        trailerParser.begin(policy.underscores());
        step = Step.TRAILERS;
    }

    private void trailers(Input input, ArenaSlab slab) {
        if (trailerParser.feed(input, slab)) {
            hasTrailers = trailerParser.failure() == null;
            step = hasTrailers ? Step.DONE : Step.BROKEN;
        }
    }
}
