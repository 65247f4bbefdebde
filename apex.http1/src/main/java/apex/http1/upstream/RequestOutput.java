package apex.http1.upstream;

import apex.http1.wire.BodyEncoder;
import apex.http1.wire.BodyFraming;
import apex.http1.wire.HeadWriter;
import apex.net.Wire;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.RequestHead;

/** The request half of an exchange with a backend. */
final class RequestOutput {
    private enum Stage {
        HEAD_DUE,
        BODY,
        OVER
    }

    private final Wire wire;
    private final HeadWriter writer;
    private final BodyEncoder encoder;
    private Stage stage = Stage.OVER;

    /** What the system had taken when the request began; -1 if that had not been all of the one before. */
    private long sentBefore;

    RequestOutput(Wire wire, HeadWriter writer) {
        this.wire = wire;
        this.writer = writer;
        this.encoder = new BodyEncoder(wire, writer);
    }

    void begin() {
        stage = Stage.HEAD_DUE;
        sentBefore = wire.pendingBytes() == 0 ? wire.sentBytes() : -1;
    }

    /** Whether it is certain that the system has taken no byte of the request. */
    boolean isUntouched() {
        return isHeadDue() || sentBefore == wire.sentBytes();
    }

    boolean isHeadDue() {
        return stage == Stage.HEAD_DUE;
    }

    boolean isInBody() {
        return stage == Stage.BODY;
    }

    boolean isOver() {
        return stage == Stage.OVER;
    }

    /** Sends the head; false when it announces a body that will not come. */
    boolean head(RequestHead head, boolean last) {
        long length = head.contentLength();
        if (last && length > 0) {
            return false;
        }
        BodyFraming framing = BodyFraming.NONE;
        if (!last) {
            framing = length >= 0 ? BodyFraming.LENGTH : BodyFraming.CHUNKED;
        }
        writer.request(wire, head, framing);
        encoder.begin(framing, length, false);
        stage = last ? Stage.OVER : Stage.BODY;
        return true;
    }

    /** False when the body is longer than announced. */
    boolean data(Chunk chunk) {
        return encoder.data(chunk);
    }

    /**
     * Sends the end; false when the body is shorter than announced.
     *
     * @param trailers null for none; a backend that does not know of them would take what a client wrote there for another request,
     *     so that it is for the kernel to decide whether they go on (RFC 9110 section 6.5.1)
     */
    boolean end(Fields trailers) {
        stage = Stage.OVER;
        return encoder.end(trailers);
    }
}
