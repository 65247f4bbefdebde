package apex.kernel.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.kernel.count.CounterRegistry;
import apex.kernel.mux.MuxBackend;
import apex.kernel.mux.TestLoop;
import apex.spi.lb.Balancer;
import apex.spi.lb.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthCheckTest {
    private final TestLoop loop = new TestLoop();
    private final MuxBackend backend = new MuxBackend();
    private final List<Boolean> passed = new ArrayList<>();
    private final Upstream upstream = new Upstream(
            "app",
            List.of(new Endpoint("app", "http://a", 1)),
            List.of(backend),
            List.of(loop),
            _ -> (_, _) -> Balancer.NONE,
            new CounterRegistry(3).upstream("app"));
    private final HealthCheck check = new HealthCheck(upstream, 0, "/health", passed::add, loop);

    @ParameterizedTest
    @CsvSource({
        "200, true", "204, true", "299, true", "301, true", "399, true",
        "0, false", "199, false", "400, false", "404, false", "503, false"
    })
    void only2xxAnd3xxPass(int status, boolean passes) {
        backend.probeStatus(status);
        check.start();
        loop.turn();
        assertEquals(List.of(passes), passed);
    }

    @Test
    void asksAtOnceAndThenEveryTenSeconds() {
        backend.probeStatus(200);
        check.start();
        loop.turn();
        assertEquals(1, passed.size());
        loop.pass(9_900);
        assertEquals(1, passed.size());
        loop.pass(150);
        assertEquals(2, passed.size());
    }
}
