package apex.kernel.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.kernel.count.CounterRegistry;
import apex.kernel.mux.MuxBackend;
import apex.kernel.mux.TestLoop;
import apex.spi.lb.Balancer;
import apex.spi.lb.Endpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpstreamLoadTest {
    private final Upstream upstream = new Upstream(
            "app",
            List.of(new Endpoint("app", "http://a", 1), new Endpoint("app", "http://b", 1)),
            List.of(new MuxBackend(), new MuxBackend()),
            List.of(new TestLoop(0), new TestLoop(1), new TestLoop(2)),
            _ -> (_, _) -> Balancer.NONE,
            new CounterRegistry(3).upstream("app"));

    @Test
    void loopSeesItsOwnLoadAtOnceAndThatOfOthersOncePublished() {
        upstream.on(0).enter(1);
        upstream.on(1).enter(1);
        upstream.on(2).enter(1);
        upstream.on(2).enter(0);
        assertEquals("0 1", loads(0));
        upstream.publishLoads();
        assertEquals("1 3", loads(0));
        assertEquals("1 3", loads(1));
        assertEquals("1 3", loads(2));
    }

    @Test
    void loadThatHasGoneIsForgottenWithTheNextPublication() {
        upstream.on(1).enter(0);
        upstream.publishLoads();
        upstream.on(1).leave(0);
        assertEquals("0 0", loads(1));
        assertEquals("1 0", loads(0));
        upstream.publishLoads();
        assertEquals("0 0", loads(0));
    }

    private String loads(int loop) {
        return upstream.on(loop).load(0) + " " + upstream.on(loop).load(1);
    }
}
