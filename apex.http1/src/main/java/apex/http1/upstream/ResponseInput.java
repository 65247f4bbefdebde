package apex.http1.upstream;

import apex.http1.wire.BodyDecoder;
import apex.http1.wire.ResponseParser;
import apex.net.Input;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Method;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;

/** Reads the responses of one backend connection. */
final class ResponseInput {
    private static final int MOST_INFORMATIONAL = 16;

    final ResponseHead head = new ResponseHead();

    private final ResponseParser parser = new ResponseParser(head);
    private final BodyDecoder decoder = new BodyDecoder();
    private int informational;

    /** Expects the heads of the response to {@code request}. */
    void begin(RequestHead request) {
        informational = 0;
        expectHead(request);
    }

    /** Expects a head after an informational one. */
    void expectHead(RequestHead request) {
        parser.begin(request.method() == Method.HEAD, request.upgrade());
    }

    /** Reads of a head; whether it is over, well or with a {@link #failure}. */
    boolean readHead(Input input, ArenaSlab arenas) {
        boolean over = parser.feed(input, arenas);
        if (over && parser.failure() == null && head.isInformational()) {
            informational++;
        }
        return over;
    }

    /** What is wrong with the head, or that there are too many; null when it is well. */
    Reason failure() {
        return informational > MOST_INFORMATIONAL ? Reason.BAD_RESPONSE : parser.failure();
    }

    boolean keepsAlive() {
        return parser.keepsAlive();
    }

    /** Expects the body behind the final head; whether there is none. */
    boolean beginBody() {
        decoder.begin(parser.framing(), head.contentLength());
        return decoder.isDone();
    }

    /** The next piece of the body; null when there is none yet, and when it {@link #isBroken}. */
    Chunk next(Input input, ArenaSlab arenas) {
        return decoder.next(input, arenas);
    }

    boolean isBroken() {
        return decoder.isBroken();
    }

    /** Whether the body is over. */
    boolean isDone() {
        return decoder.isDone();
    }

    Fields trailers() {
        return decoder.trailers();
    }

    /** The connection's input has ended in the body; whether that was its end. */
    boolean endOfInput() {
        return decoder.endOfInput();
    }

    /** Gives back what it holds of the response. */
    void close() {
        head.close();
        decoder.close();
    }
}
