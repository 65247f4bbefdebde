package apex.bench.micro;

import apex.bench.still.ArrayInput;
import apex.bench.still.Messages;
import apex.http1.wire.ResponseParser;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.ResponseHead;
import org.openjdk.jmh.annotations.Benchmark;

/** Reading response heads. */
public class ResponseHeadBenchmark extends Microbenchmark {
    private final ArenaSlab arenas = new ArenaSlab();
    private final ResponseHead head = new ResponseHead();
    private final ResponseParser parser = new ResponseParser(head);
    private final ArrayInput small = new ArrayInput(Messages.SMALL_RESPONSE);
    private final ArrayInput application = new ArrayInput(Messages.APPLICATION_RESPONSE);

    /** A parser and its input. */
    public ResponseHeadBenchmark() {
        // Fields are all there is.
    }

    /** A response with nothing but its length. */
    @Benchmark
    public ResponseHead small() {
        return parse(small);
    }

    /** An application's response with 10 fields. */
    @Benchmark
    public ResponseHead application() {
        return parse(application);
    }

    private ResponseHead parse(ArrayInput input) {
        parser.begin(false);
        if (!parser.feed(input.again(), arenas) || parser.failure() != null) {
            throw new IllegalStateException("response: " + parser.failure() + " (expected: a complete head)");
        }
        return head;
    }
}
