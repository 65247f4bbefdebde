package apex.bench.pauses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.pauses.Pauses.Period;
import apex.bench.pauses.Pauses.Sum;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is read of the log of a JVM, and when its pauses were. */
class PauseLogTest {
    private static final List<String> LOG = List.of(
            "[45360307911279ns][gc] Using Serial",
            "[1002000000ns][gc       ] GC(0) Pause Young (Allocation Failure) 7M->1M(15M) 2.924ms",
            safepoint("SerialCollectForAllocation", 1_003_000_000, 3_000_000),
            safepoint("ICBufferFull", 2_500_000_000L, 250_000),
            "[12000000000ns][gc] GC(1) Pause Young (Allocation Failure) 8M->2M(15M) 0.9ms",
            safepoint("SerialCollectForAllocation", 12_000_000_000L, 1_000_000),
            safepoint("Cleanup", 13_000_000_000L, 500_000));

    @TempDir
    Path folder;

    private static String safepoint(String name, long at, long total) {
        return "[" + at + "ns][safepoint] Safepoint \"" + name
                + "\", Time since last: 281395539 ns, Reaching safepoint: 3275 ns, At safepoint: 1 ns, Leaving safepoint:"
                + " 2143 ns, Total: " + total + " ns, Threads: 0 runnable, 10 total";
    }

    @Test
    void collectionsAreToldFromOtherPausesAndBeginBeforeTheirLine() {
        List<Pause> pauses = PauseLog.parse(LOG);
        assertEquals(4, pauses.size());
        assertEquals(
                new Pause(
                        "SerialCollectForAllocation: Pause Young (Allocation Failure) 7M->1M(15M)",
                        true,
                        1_000_000_000,
                        3_000_000),
                pauses.getFirst());
        assertEquals(new Pause("ICBufferFull", false, 2_499_750_000L, 250_000), pauses.get(1));
        assertEquals(
                List.of(true, false, true, false),
                pauses.stream().map(Pause::isCollection).toList());
    }

    @Test
    void aSafepointOfACollectorIsACollectionWithoutALineOfItsOwn() {
        for (String name : List.of(
                "G1CollectForAllocation", "G1PauseRemark", "ZMarkStart", "ShenandoahInitMark", "GC_HeapInspection")) {
            assertTrue(PauseLog.parse(List.of(safepoint(name, 9, 1))).getFirst().isCollection(), name);
        }
    }

    @Test
    void aLineOfASafepointThatCannotBeReadIsRefused() {
        List<String> changed = List.of("[1ns][safepoint] Safepoint \"A\", Whole: 5 ns");
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> PauseLog.parse(changed));
        assertTrue(
                refusal.getMessage().startsWith("log of pauses: \"Safepoint \"A\", Whole: 5 ns\""),
                refusal::getMessage);
    }

    @Test
    void aFileThatIsNoLogDoesNotPassForOneWithoutPauses() {
        for (List<String> lines : List.of(List.<String>of(), List.of("hello"))) {
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> PauseLog.parse(lines));
            assertTrue(refusal.getMessage().startsWith("log of pauses: no line of a JVM"), refusal::getMessage);
        }
    }

    @Test
    void pausesAreCountedByPeriods() {
        Pauses pauses = new Pauses(PauseLog.parse(LOG), 1_500_000_000, 11);
        assertEquals(new Sum(1, 3, 3), pauses.of(Period.BEFORE, true));
        assertEquals(new Sum(0, 0, 0), pauses.of(Period.BEFORE, false));
        assertEquals(new Sum(0, 0, 0), pauses.of(Period.FIRST, true));
        assertEquals(new Sum(1, 0.25, 0.25), pauses.of(Period.FIRST, false));
        assertEquals(new Sum(1, 1, 1), pauses.of(Period.LATER, true));
        // The last one began when the load had ended.
        assertEquals(new Sum(0, 0, 0), pauses.of(Period.LATER, false));
        assertEquals(new Sum(2, 1.25, 1), pauses.underLoad());
    }

    @Test
    void aPauseInWhichTheFirstRequestCameWasUnderLoad() {
        Pauses pauses = new Pauses(PauseLog.parse(LOG), 1_001_000_000, 1);
        assertEquals(new Sum(1, 3, 3), pauses.of(Period.FIRST, true));
        assertEquals(new Sum(0, 0, 0), pauses.of(Period.BEFORE, true));
    }

    @Test
    void theLongestComeFirstWithTheirTime() {
        Pauses pauses = new Pauses(PauseLog.parse(LOG), 1_000_000_000, 20);
        assertEquals(
                List.of(
                        "3.000 ms at 0.0 s: SerialCollectForAllocation: Pause Young (Allocation Failure) 7M->1M(15M)",
                        "1.000 ms at 11.0 s: SerialCollectForAllocation: Pause Young (Allocation Failure) 8M->2M(15M)"),
                pauses.longest(2));
    }

    @Test
    @Timeout(60)
    void theJvmThatRunsThisWritesWhatIsRead() throws Exception {
        Path log = folder.resolve("pauses.log");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path program = Files.writeString(folder.resolve("Main.java"), "void main() { System.gc(); }\n");
        Process process = new ProcessBuilder(
                        java.toString(), "-XX:+UseSerialGC", PauseLog.option(log.toString()), program.toString())
                .inheritIO()
                .start();
        long before = System.nanoTime();
        assertEquals(0, process.waitFor());
        List<Pause> pauses = PauseLog.parse(Files.readAllLines(log));
        Pause collection = pauses.stream()
                .filter(pause -> pause.isCollection() && pause.what().contains("Pause Full (System.gc())"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(pauses));
        // One clock for both processes.
        assertTrue(collection.beginNanos() > before && collection.beginNanos() < System.nanoTime(), pauses::toString);
    }
}
