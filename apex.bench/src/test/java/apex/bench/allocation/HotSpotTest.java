package apex.bench.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What is read of jcmd and of Apex's metrics. */
class HotSpotTest {
    private static final String THREADS = """
            4711:
            "main" #1 [4711] prio=5 os_prio=0 cpu=90.00ms elapsed=9.10s allocated=4710K defined_classes=900 tid=0x1 nid=1 waiting
            "apex-loop-0" #31 [4720] prio=5 os_prio=0 cpu=12.34ms elapsed=9.00s allocated=120K defined_classes=3 tid=0x2 nid=2
            "apex-loop-1" #32 [4721] prio=5 os_prio=0 cpu=12.34ms elapsed=9.00s allocated=101M defined_classes=0 tid=0x3 nid=3
            """;

    @Test
    void whatLoopsHaveAllocatedIsAddedUpInItsUnits() {
        assertEquals(120 * 1024.0 + 101 * 1024.0 * 1024, HotSpot.loopBytes(THREADS));
    }

    @Test
    void liveHeapIsTheTotalOfTheHistogram() {
        assertEquals(3_456_789, HotSpot.liveHeap("   1:   12   345  [B\nTotal        12345        3456789\n"));
    }

    @Test
    void directMemoryIsThatOfAllOwners() {
        assertEquals(3_072, HotSpot.direct("""
                        # TYPE apex_direct_memory_bytes gauge
                        apex_direct_memory_bytes{owner="loops"} 1024
                        apex_direct_memory_bytes{owner="jdk"} 2.048E3
                        """));
    }

    @Test
    void whatSaysNothingOfItIsRefused() {
        refused(HotSpot::loopBytes, "4711: no such process", "the output of Thread.print -e");
        refused(HotSpot::liveHeap, "4711: no such process", "the output of GC.class_histogram");
        refused(HotSpot::direct, "404", "apex_direct_memory_bytes");
    }

    private static void refused(ToDoubleFunction<String> reader, String text, String expected) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> reader.applyAsDouble(text));
        assertTrue(refusal.getMessage().contains(text) && refusal.getMessage().contains(expected), refusal::getMessage);
    }

    @Test
    void aJvmThatIsNotThereIsRefused() {
        HotSpot jvm = HotSpot.of(999_999_999, "127.0.0.1:1");
        assertThrows(IllegalArgumentException.class, jvm::loopBytes);
        assertEquals(URI.create("http://127.0.0.1:1/metrics"), jvm.metrics());
        assertTrue(jvm.jcmd().endsWith(Path.of("bin", "jcmd")));
    }
}
