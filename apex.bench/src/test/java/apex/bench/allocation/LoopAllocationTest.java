package apex.bench.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The accounts of threads that are called like event loops. */
@Timeout(30)
class LoopAllocationTest {
    private static final int PIECES = 1_000;
    private static final int SIZE = 1 << 10;

    @Test
    void countsWhatALoopAllocatesDownToSmallPiecesAndNothingThatOthersDo() throws InterruptedException {
        SynchronousQueue<Boolean> orders = new SynchronousQueue<>();
        SynchronousQueue<byte[][]> results = new SynchronousQueue<>();
        Thread loop = new Thread(() -> work(orders, results), "apex-loop-7");
        loop.start();
        LoopAllocation allocation = LoopAllocation.find();
        long before = allocation.bytes();
        byte[] mine = new byte[8 * PIECES * SIZE];
        orders.put(true);
        assertEquals(PIECES, results.take().length);
        long counted = allocation.bytes() - before;
        orders.put(false);
        loop.join();
        assertTrue(counted >= PIECES * SIZE && counted < 2 * PIECES * SIZE, () -> counted + " besides " + mine.length);
    }

    @Test
    void withoutALoopThereIsNothingToCount() {
        assertThrows(IllegalStateException.class, LoopAllocation::find);
    }

    @Test
    void everyFilterIsMeasuredAloneAndAllTogether() {
        List<GatewayVariant> variants = GatewayVariant.all(Path.of("access.log"));
        assertEquals(
                List.of("plain", "request-id", "headers", "strip-prefix", "access-log", "all"),
                variants.stream().map(GatewayVariant::name).toList());
        assertEquals(0, variants.getFirst().filters().size());
        assertEquals(4, variants.getLast().filters().size());
    }

    private static void work(SynchronousQueue<Boolean> orders, SynchronousQueue<byte[][]> results) {
        try {
            while (orders.take()) {
                results.put(new byte[PIECES][SIZE]);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
