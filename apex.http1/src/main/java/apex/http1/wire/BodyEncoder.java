package apex.http1.wire;

import apex.net.Wire;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;

/** Frames the body of a message that is sent, and makes sure that it is neither longer nor shorter than announced. */
public final class BodyEncoder {
    private final Wire wire;
    private final HeadWriter writer;
    private BodyFraming framing = BodyFraming.NONE;
    private boolean silent;
    private long left;

    /** An encoder for the messages on one connection. */
    public BodyEncoder(Wire wire, HeadWriter writer) {
        this.wire = wire;
        this.writer = writer;
    }

    /**
     * Makes ready for a body.
     *
     * @param length counts for {@link BodyFraming#LENGTH} only
     * @param swallow whether the body must not be sent, as for a response to HEAD
     */
    public void begin(BodyFraming how, long length, boolean swallow) {
        framing = how;
        left = how == BodyFraming.LENGTH ? length : 0;
        silent = swallow;
    }

    /** Sends a piece; false when the body is longer than it may be. */
    public boolean data(Chunk chunk) {
        int length = chunk.length();
        if (length == 0 || silent) {
            return true;
        }
        switch (framing) {
            case NONE -> {
                return false;
            }
            case LENGTH -> {
                if (length > left) {
                    return false;
                }
                left -= length;
                wire.write(chunk);
            }
            case CHUNKED -> {
                writer.chunkSize(wire, length);
                wire.write(chunk);
                writer.chunkEnd(wire);
            }
            case UNTIL_CLOSE -> wire.write(chunk);
        }
        return true;
    }

    /** Ends the body; false when it is shorter than announced. */
    public boolean end(Fields trailers) {
        if (silent) {
            return true;
        }
        if (framing == BodyFraming.CHUNKED) {
            writer.lastChunk(wire, trailers);
        }
        return left == 0;
    }
}
