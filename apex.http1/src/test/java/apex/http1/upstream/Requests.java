package apex.http1.upstream;

import apex.http1.fake.FakeInput;
import apex.http1.wire.RequestParser;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.RequestHead;
import apex.spi.listen.HeadLimits;
import apex.spi.listen.HttpPolicy;

/** Makes request heads out of text. */
final class Requests {
    private Requests() {}

    static void parse(String text, RequestHead head, ArenaSlab slab) {
        RequestParser parser = new RequestParser(head);
        parser.begin(new HeadLimits(1_000, 8_000, 100, 8_000, 2_000), HttpPolicy.STRICT, false);
        if (!parser.feed(new FakeInput(text), slab) || parser.failure() != null) {
            throw new IllegalArgumentException("request: " + text + " (expected: one that can be read)");
        }
    }
}
