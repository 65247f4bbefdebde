package apex.bench.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is asked of 10,000 routes, and what is read of the process that asks. */
class LookupTest {
    @Test
    void everyRouteIsAskedForAndFound() {
        RouteLookupBenchmark benchmark = new RouteLookupBenchmark();
        benchmark.setUp();
        Set<Integer> hosts = new HashSet<>();
        Set<Integer> paths = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertNotNull(benchmark.host());
        }
        for (int i = 0; i < 10_000; i++) {
            hosts.add(benchmark.host());
        }
        for (int i = 0; i < 10_000; i++) {
            paths.add(benchmark.path());
        }
        assertEquals(10_000, hosts.size());
        assertEquals(10_000, paths.size());
        assertNull(benchmark.none());
    }

    @Test
    void theFigureIsReadFromAmongOtherLines() throws IOException {
        assertEquals(
                new Lookup(91.5, 0.99, 0.98, 0.01),
                Lookup.parse("WARNING: something\nlookup 91.50 ns busy 0.9900 own 0.9800 stolen 0.0100\n"));
    }

    @Test
    void aProcessWithoutAFigureIsAFailureWithItsWords() {
        IOException failure = assertThrows(IOException.class, () -> Lookup.parse("Exception in thread main\n"));
        assertTrue(failure.getMessage().startsWith("look-up: \"Exception in thread main\""), failure::getMessage);
    }
}
