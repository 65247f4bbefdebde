package apex.bench.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** With the compiler's flags of the product, as the tests of this module run. */
@Timeout(180)
class AllocationCommandTest {
    private static final Pattern BYTES = Pattern.compile("([0-9.]+) bytes/request");
    private static final double MOST_BYTES = 8;

    /** On a busy machine the compiler takes its time. */
    private static final int MOST_RUNS = 40;

    @ParameterizedTest
    @ValueSource(strings = {"EPOLL", "IO_URING"})
    void callsToTheSystemAllocatedASliceEachWhereTheyWereInlinedTooDeep(String io) {
        double bytes = Double.MAX_VALUE;
        for (int i = 0; i < MOST_RUNS && bytes > MOST_BYTES; i++) {
            bytes = run(io);
        }
        double least = bytes;
        assertTrue(least <= MOST_BYTES, () -> least + " bytes for a request");
    }

    private static double run(String io) {
        StringWriter out = new StringWriter();
        int status = new CommandLine(new AllocationCommand())
                .setOut(new PrintWriter(out))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute("--io", io, "--only", "all", "--warm-up", "10000", "--requests", "10000");
        assertEquals(0, status, out::toString);
        Matcher found = BYTES.matcher(out.toString());
        assertTrue(found.find(), out::toString);
        return Double.parseDouble(found.group(1));
    }
}
