package apex.app.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sends real signals to the process of the test, while its handlers are in place. */
@Timeout(30)
class StopSignalsTest {
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @BeforeAll
    static void onlyWhereThereAreSignals() {
        assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "no POSIX signals here");
    }

    @Test
    void termAsksForAStopAndNothingEnds() throws Exception {
        try (StopSignals signals = StopSignals.install(said::add, () -> said.add("halt"))) {
            send("TERM");

            assertEquals("SIGTERM", signals.await());
        }
        assertTrue(said.isEmpty(), said::toString);
    }

    @Test
    void aSecondSignalOfEitherKindEndsAtOnce() throws Exception {
        AtomicLong clock = new AtomicLong(-1);
        try (StopSignals signals = StopSignals.install(said::add, () -> said.add("halt"), clock::get)) {
            send("INT");
            assertEquals("SIGINT", signals.await());
            clock.addAndGet(100_000_001);
            send("TERM");

            assertEquals("SIGTERM after SIGINT: ending at once", said.poll(10, TimeUnit.SECONDS));
            assertEquals("halt", said.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void oneStopThatArrivesTwiceIsOne() throws Exception {
        AtomicLong clock = new AtomicLong(-1);
        CountDownLatch seen = new CountDownLatch(2);
        LongSupplier counted = () -> {
            long now = clock.get();
            seen.countDown();
            return now;
        };
        try (StopSignals signals = StopSignals.install(said::add, () -> said.add("halt"), counted)) {
            send("TERM");
            assertEquals("SIGTERM", signals.await());
            clock.addAndGet(100_000_000);
            send("TERM");
            seen.await();
            clock.addAndGet(1);
            send("INT");

            assertEquals("SIGINT after SIGTERM: ending at once", said.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void hupSaysWhatToDoInsteadAndDoesNotStop() throws Exception {
        try (StopSignals signals = StopSignals.install(said::add, () -> said.add("halt"))) {
            send("HUP");

            String answer = said.poll(10, TimeUnit.SECONDS);
            assertNotNull(answer);
            assertTrue(answer.startsWith("SIGHUP ignored"), answer);
            send("TERM");
            assertEquals("SIGTERM", signals.await());
        }
        assertNull(said.poll());
    }

    @Test
    void aSignalThatDoesNotExistOrBelongsToTheJvmIsRefusedByName() {
        assertThrows(IllegalArgumentException.class, () -> OsSignal.take("NONE", () -> {}));
        assertThrows(IllegalArgumentException.class, () -> OsSignal.take("SEGV", () -> {}));
    }

    private static void send(String name) throws IOException, InterruptedException {
        String pid = Long.toString(ProcessHandle.current().pid());
        assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
    }
}
