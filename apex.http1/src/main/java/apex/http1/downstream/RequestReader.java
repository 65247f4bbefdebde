package apex.http1.downstream;

import apex.http1.wire.BodyDecoder;
import apex.http1.wire.BodyFraming;
import apex.http1.wire.RequestParser;
import apex.spi.exchange.RequestHead;
import apex.spi.listen.HttpPolicy;
import apex.spi.listen.ListenerSpec;
import apex.spi.thread.Loop;

/** All that a connection needs while a request is under way, and an idle one does without. */
final class RequestReader {
    /** The longest rest of a body that is read for nothing, so that the connection can live on. */
    private static final long SHORT = 64 * 1024;

    final RequestHead head = new RequestHead();
    final RequestParser parser = new RequestParser(head);
    final BodyDecoder decoder = new BodyDecoder();
    final BodyGuard guard;

    private HttpPolicy policy = HttpPolicy.STRICT;

    RequestReader(Loop loop) {
        guard = new BodyGuard(loop);
    }

    void begin(ListenerSpec spec, boolean secure) {
        policy = spec.http();
        parser.begin(spec.heads(), policy, secure);
    }

    void beginBody() {
        long length = head.contentLength();
        if (length == 0) {
            decoder.begin(BodyFraming.NONE, 0);
        } else {
            decoder.begin(length > 0 ? BodyFraming.LENGTH : BodyFraming.CHUNKED, length, policy);
        }
    }

    /**
     * Whether the rest of the body is known to be short and sure to come, so that the connection is worth keeping.
     *
     * @param continued whether the client has been told to go on, should it wait for that
     */
    boolean hasShortRest(boolean continued) {
        long left = decoder.left();
        return decoder.isDone() || left >= 0 && left <= SHORT && (continued || !parser.expectsContinue());
    }

    void close() {
        head.close();
        decoder.close();
        guard.close();
    }
}
