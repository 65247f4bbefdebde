package apex.http1.downstream;

import apex.http1.wire.BodyEncoder;
import apex.http1.wire.BodyFraming;
import apex.http1.wire.HeadWriter;
import apex.http1.wire.KeepAlive;
import apex.net.Wire;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Head;
import apex.spi.exchange.Method;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Text;

/** The response half of an exchange: puts it into the form that the client understands. */
final class ResponseOutput {
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private enum Stage {
        CLOSED,
        HEAD_DUE,
        BODY,
        OVER
    }

    private final Wire wire;
    private final HeadWriter writer;
    private final BodyEncoder encoder;
    private Stage stage = Stage.CLOSED;
    private int version;
    private boolean toHead;

    ResponseOutput(Wire wire, HeadWriter writer) {
        this.wire = wire;
        this.writer = writer;
        this.encoder = new BodyEncoder(wire, writer);
    }

    /** A request has arrived; its version and whether its method was HEAD decide on the form of the response. */
    void begin(RequestHead request) {
        stage = Stage.HEAD_DUE;
        version = request.version();
        toHead = request.method() == Method.HEAD;
    }

    void close() {
        stage = Stage.CLOSED;
    }

    /** Whether a final head can still be sent. */
    boolean isHeadDue() {
        return stage == Stage.HEAD_DUE;
    }

    boolean isInBody() {
        return stage == Stage.BODY;
    }

    boolean isOver() {
        return stage == Stage.OVER;
    }

    void informational(ResponseHead head) {
        if (version > 10) {
            writer.informational(wire, head);
        }
    }

    /** Sends the head that switches to {@code protocol}; nothing of HTTP follows it. */
    void switching(ResponseHead head, Text protocol) {
        writer.switching(wire, head, protocol);
        stage = Stage.CLOSED;
    }

    /** Sends the final head; whether the connection can live on. */
    boolean head(ResponseHead head, boolean last, boolean keepAlive) {
        boolean bodyless = toHead || head.isBodyless();
        boolean unknown = head.contentLength() == Head.UNKNOWN_LENGTH && !last;
        BodyFraming framing = framing(bodyless, unknown, last);
        boolean livesOn = keepAlive && framing != BodyFraming.UNTIL_CLOSE;
        writer.response(wire, head, framing, announced(head, last), said(livesOn));
        encoder.begin(framing, last ? 0 : head.contentLength(), bodyless);
        stage = last ? Stage.OVER : Stage.BODY;
        return livesOn;
    }

    boolean data(Chunk chunk) {
        return encoder.data(chunk);
    }

    boolean end(Fields trailers) {
        stage = Stage.OVER;
        return encoder.end(trailers);
    }

    private BodyFraming framing(boolean bodyless, boolean unknown, boolean last) {
        if (bodyless || last) {
            return BodyFraming.NONE;
        }
        if (unknown) {
            return version > 10 ? BodyFraming.CHUNKED : BodyFraming.UNTIL_CLOSE;
        }
        return BodyFraming.LENGTH;
    }

    /** The content length to announce, or -1: what a GET would have had for HEAD and 304, nothing for 204. */
    private long announced(ResponseHead head, boolean last) {
        long length = head.contentLength();
        if (head.status() == NO_CONTENT) {
            return -1;
        }
        if (head.status() == NOT_MODIFIED) {
            return length > 0 ? length : -1;
        }
        return last && !toHead ? 0 : length;
    }

    private KeepAlive said(boolean livesOn) {
        if (!livesOn) {
            return KeepAlive.CLOSE;
        }
        return version > 10 ? KeepAlive.UNSAID : KeepAlive.SAID;
    }
}
