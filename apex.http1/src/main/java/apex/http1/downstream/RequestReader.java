package apex.http1.downstream;

import apex.http1.wire.BodyDecoder;
import apex.http1.wire.BodyFraming;
import apex.http1.wire.RequestParser;
import apex.spi.exchange.RequestHead;
import apex.spi.transport.ListenerSpec;

/** All that a connection needs while a request is under way, and an idle one does without. */
final class RequestReader {
    final RequestHead head = new RequestHead();
    final RequestParser parser = new RequestParser(head);
    final BodyDecoder decoder = new BodyDecoder();

    void begin(ListenerSpec limits, boolean secure) {
        parser.begin(limits.headLimit(), limits.targetLimit(), secure);
    }

    void beginBody() {
        long length = head.contentLength();
        if (length == 0) {
            decoder.begin(BodyFraming.NONE, 0);
        } else {
            decoder.begin(length > 0 ? BodyFraming.LENGTH : BodyFraming.CHUNKED, length);
        }
    }

    void close() {
        head.close();
        decoder.close();
    }
}
