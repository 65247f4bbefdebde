package apex.app.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.app.config.CommandLineConfig;
import apex.kernel.config.GatewayConfig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DescriptorLimitTest {
    @Test
    void aLimitThatHoldsEveryPermittedConnectionIsSilent() {
        DescriptorLimit limit = new DescriptorLimit(328, 100);

        assertEquals(Optional.empty(), limit.problem());
        assertEquals(Optional.empty(), limit.warning());
    }

    @Test
    void aLimitBelowThatIsAWarningWithBothWaysOut() {
        DescriptorLimit limit = new DescriptorLimit(327, 100);

        assertEquals(Optional.empty(), limit.problem());
        assertEquals(
                "this process: open files: 327 (expected: at least 328, for up to 100 connections to backends and as many"
                        + " from clients) – raise it with ulimit -n 328 or LimitNOFILE=328, or lower"
                        + " max_connections_per_backend",
                limit.warning().orElseThrow());
    }

    @Test
    void aLimitThatTheProcessNeedsForItselfIsAProblem() {
        DescriptorLimit limit = new DescriptorLimit(128, 100);

        assertTrue(limit.problem().orElseThrow().message().startsWith("open files: 128 (expected: more than 128"));
        assertEquals(Optional.empty(), limit.warning());
    }

    @Test
    void aBackendOfSeveralRoutesCountsOnce() {
        GatewayConfig one =
                CommandLineConfig.of(":0", "http://127.0.0.1:1").config().gateway();
        GatewayConfig twice = new GatewayConfig(
                one.server(), List.of(one.routes().getFirst(), one.routes().getFirst()));

        Optional<DescriptorLimit> limit = DescriptorLimit.of(twice);

        limit.ifPresent(found -> assertEquals(100, found.connections()));
    }
}
