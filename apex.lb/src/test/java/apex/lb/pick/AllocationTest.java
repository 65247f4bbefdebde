package apex.lb.pick;

import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.lb.Balancer;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int PICKS = 100_000;

    @Test
    void noBalancerAllocatesForAPick() {
        FakeUpstream upstream = new FakeUpstream(5, 1, 3, 2);
        upstream.away(1);
        List<Balancer> balancers = List.of(
                new RoundRobin(upstream.context()),
                new RandomPick(upstream.context(), 1),
                new PowerOfTwo(upstream.context(), 1),
                new LeastConnections(upstream.context(), 1));
        for (Balancer balancer : balancers) {
            allocatedBy(balancer, upstream);

            long bytes = allocatedBy(balancer, upstream);

            assertTrue(bytes < PICKS, () -> balancer.getClass() + ": " + bytes + " bytes in " + PICKS + " picks");
        }
    }

    private static long allocatedBy(Balancer balancer, FakeUpstream upstream) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < PICKS; i++) {
            upstream.load[i & 3] = balancer.pick(null, upstream);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
