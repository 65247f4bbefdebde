package apex.bench.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The forms of proc(5), and this machine's own. */
class ProcTest {
    private static final String STAT = """
            cpu  100 0 50 800 10 0 5 35 0 0
            cpu1 10 1 5 80 4 1 2 7 3 0
            cpu10 1 1 1 1 1 1 1 1 0 0
            intr 1
            """;

    @Test
    void timeIsUserAndSystem() {
        assertEquals(
                1_234 + 567,
                ProcText.cpuTicks("42 (java) S 1 42 42 0 -1 4194560 100 0 0 0 1234 567 88 99 20 0 15 0 9 9 9"));
    }

    @Test
    void timeOfAllHasChildrenThatHaveEnded() {
        assertEquals(
                1_234 + 567 + 88 + 99,
                ProcText.cpuTicksOfAll("42 (java) S 1 42 42 0 -1 4194560 100 0 0 0 1234 567 88 99 20 0 15 0 9 9 9"));
        assertThrows(
                IllegalArgumentException.class,
                () -> ProcText.cpuTicksOfAll("42 (java) S 1 42 42 0 -1 4194560 100 0 0 0 1234 567 88"));
    }

    @Test
    void aNameWithSpacesAndParenthesesShiftsNothing() {
        assertEquals(3, ProcText.cpuTicks("42 (a) S 9 (b c) R 1 42 42 0 -1 4194560 100 0 0 0 1 2 88 99 20 0 15"));
    }

    @Test
    void refusesWhatIsNoStat() {
        assertThrows(IllegalArgumentException.class, () -> ProcText.cpuTicks("42 (java) S 1 42"));
        assertThrows(IllegalArgumentException.class, () -> ProcText.cpuTicks(""));
    }

    @Test
    void memoryIsTheResidentPart() {
        assertEquals(
                5_120,
                ProcText.residentKib("Name:\tnginx\nVmPeak:\t   99999 kB\nVmRSS:\t    5120 kB\nRssAnon:\t 1 kB\n"));
        assertEquals(0, ProcText.residentKib("Name:\tkthreadd\nState:\tZ (zombie)\n"));
    }

    @Test
    void aCoreIsFoundByItsWholeNumber() {
        assertEquals(new CoreTimes(19, 84, 7), CoreTimes.parse(STAT, 1));
        assertEquals(new CoreTimes(5, 2, 1), CoreTimes.parse(STAT, 10));
    }

    @Test
    void aCoreThatIsNotThereIsRefused() {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> CoreTimes.parse(STAT, 7));
        assertEquals("core 7: this machine has none of that number", refusal.getMessage());
    }

    @Test
    void sharesAreOfAllTheTimeBetweenTwoReadings() {
        CoreTimes between = new CoreTimes(190, 105, 15).since(new CoreTimes(100, 100, 10));
        assertEquals(0.9, between.busyShare(), 1e-9);
        assertEquals(0.05, between.stolenShare(), 1e-9);
        assertEquals(0, new CoreTimes(0, 0, 0).busyShare());
    }

    @Test
    void aThreadOfTheKernelIsFoundByItsWholeName(@TempDir Path proc) throws IOException {
        String[][] processes = {{"14", "ksoftirqd/0"}, {"22", "ksoftirqd/1"}, {"90", "ksoftirqd/10"}, {"self", "java"}};
        for (String[] process : processes) {
            Files.writeString(Files.createDirectory(proc.resolve(process[0])).resolve("comm"), process[1] + "\n");
        }
        Files.createDirectory(proc.resolve("7"));
        assertEquals(OptionalLong.of(22), ProcessTree.kernelThread(proc, "ksoftirqd/1"));
        assertEquals(OptionalLong.empty(), ProcessTree.kernelThread(proc, "ksoftirqd/2"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisProcessHasSpentTimeAndHoldsMemory() {
        ProcessTree tree = new ProcessTree(ProcessHandle.current());
        assertTrue(tree.cpuSeconds() > 0);
        assertTrue(tree.residentKib() > 1_000);
    }
}
