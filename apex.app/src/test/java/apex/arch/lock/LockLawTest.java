package apex.arch.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.arch.code.CompiledModules;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The first iron law: no lock in the hot path, in Apex's own byte code. */
class LockLawTest {
    /** What is allowed all the same. An entry that fits nothing any more fails the test, so the list cannot rot. */
    static final List<Admission> ADMITTED = List.of(
            new Admission(
                    "apex.kernel.LoadExchange$1.expired",
                    "LoadExchange.publish",
                    "a timer of one loop tells the others how busy it is, every 20 ms and outside of any request"),
            new Admission(
                    "apex.kernel.LoadExchange.publish",
                    "Upstream.publishLoads",
                    "the same timer; publishing writes one field for each endpoint"),
            new Admission(
                    "apex.net.listen.Acceptor.refused",
                    "Acceptor.report",
                    "the system refuses to accept; one line now and then, and the listener rests meanwhile"),
            new Admission(
                    "apex.net.wire.SocketWire.fail",
                    "LoopWires.bug",
                    "a connection is closed because of a bug; at most one line a second"),
            new Admission(
                    "apex.net.wire.SocketWire.finish",
                    "LoopWires.bug",
                    "a connection is closed because of a bug; at most one line a second"),
            new Admission(
                    "apex.kernel.upstream.HealthCheck$1.expired",
                    "HealthCheck.check",
                    "a timer of one loop starts the check of an endpoint, every ten seconds and outside of any request"),
            new Admission(
                    "apex.kernel.upstream.HealthCheck.done",
                    "isHealthyAfter",
                    "the result of a check, outside of any request; rules are called by one thread at a time"),
            new Admission(
                    "apex.kernel.upstream.HealthCheck.done",
                    "Upstream.publishHealth",
                    "the result of a check, outside of any request; publishing copies an array and writes one field"),
            new Admission(
                    "apex.kernel.upstream.HealthCheck.done",
                    "org.slf4j.Logger.warn",
                    "only when an endpoint changes its health, outside of any request"));

    @Test
    void hotCodeTakesNoLockAndCallsNothingCold() {
        List<String> breaches = Admission.remaining(new LockScan(CompiledModules.all()).violations(), ADMITTED);
        assertEquals(
                "",
                String.join("\n", breaches),
                "Hot code must not lock, wait, log or call @Cold code. Hand the work to an executor, mark as @Cold what no"
                        + " loop enters, or admit it in LockLawTest with a reason");
    }

    @Test
    void theScanSeesTheHotPath() {
        String entries = new LockScan(CompiledModules.all())
                .entries().stream().map(each -> each.ref().toString()).collect(Collectors.joining("\n"));
        for (String one : List.of("apex.spi.exchange.Fields.add", "apex.spi.thread.DeadlineWheel.advance")) {
            assertTrue(entries.contains(one), () -> one + " is not entered by the scan; it enters\n" + entries);
        }
    }
}
