package apex.bench.micro;

import apex.bench.still.StillBackend;
import apex.bench.still.StillClient;
import apex.bench.still.StillGateway;
import apex.bench.still.StillLoop;
import apex.spi.exchange.Exchange;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * A whole exchange through the kernel, from the request's head to the end of the counting: the reading of two small heads, which
 * have benchmarks of their own, is in it. What filters cost is the difference.
 */
public class ChainBenchmark extends Microbenchmark {
    /** How many filters there are that let everything pass. */
    @Param({"0", "8"})
    public int filters;

    private StillLoop loop;
    private StillBackend backend;
    private StillClient client;

    /** Nothing is there before {@link #setUp}. */
    public ChainBenchmark() {
        // Fields are all there is.
    }

    /** Makes the gateway. */
    @Setup
    public void setUp() {
        loop = new StillLoop(0);
        backend = new StillBackend(loop);
        List<Filter> chain = new ArrayList<>();
        for (int i = 0; i < filters; i++) {
            chain.add(new Passing());
        }
        StillGateway gateway = new StillGateway(List.of(loop), chain, List.of(backend), _ -> (_, _) -> 0);
        client = new StillClient(loop, gateway.dispatcher());
    }

    /** One exchange. */
    @Benchmark
    public int exchange() {
        client.ask();
        backend.respond();
        loop.turn();
        return client.finish();
    }

    /** Takes part in all phases of heads and changes nothing. */
    private static final class Passing implements Filter {
        @Override
        public Verdict onRequest(Exchange exchange) {
            return Verdict.CONTINUE;
        }

        @Override
        public Verdict onResponse(Exchange exchange) {
            return Verdict.CONTINUE;
        }

        @Override
        public void onComplete(Exchange exchange) {}
    }
}
