package apex.bench.micro;

import apex.bench.still.ArrayInput;
import apex.bench.still.Messages;
import apex.http1.wire.RequestParser;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.RequestHead;
import apex.spi.listen.HttpPolicy;
import org.openjdk.jmh.annotations.Benchmark;

/** Reading request heads. */
public class RequestHeadBenchmark extends Microbenchmark {
    private final ArenaSlab arenas = new ArenaSlab();
    private final RequestHead head = new RequestHead();
    private final RequestParser parser = new RequestParser(head);
    private final ArrayInput small = new ArrayInput(Messages.SMALL_REQUEST);
    private final ArrayInput browser = new ArrayInput(Messages.BROWSER_REQUEST);

    /** A parser and its input. */
    public RequestHeadBenchmark() {
        // Fields are all there is.
    }

    /** A request with nothing but Host. */
    @Benchmark
    public RequestHead small() {
        return parse(small);
    }

    /** A browser's request. */
    @Benchmark
    public RequestHead browser() {
        return parse(browser);
    }

    private RequestHead parse(ArrayInput input) {
        parser.begin(Messages.LIMITS, HttpPolicy.STRICT, false);
        if (!parser.feed(input.again(), arenas) || parser.failure() != null) {
            throw new IllegalStateException("request: " + parser.failure() + " (expected: a complete head)");
        }
        return head;
    }
}
