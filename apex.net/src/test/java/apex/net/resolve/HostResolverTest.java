package apex.net.resolve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import apex.spi.exchange.ArenaSlab;
import apex.spi.thread.Deadline;
import apex.spi.thread.DeadlineWheel;
import apex.spi.thread.Loop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Look-ups on a clock that the test owns, with nothing running but what the test lets run. */
class HostResolverTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress TWO = InetAddress.ofLiteral("127.0.0.2");

    private final HandLoop loop = new HandLoop();
    private final Queue<Runnable> lookups = new ArrayDeque<>();
    private final List<SocketAddress[]> answers = new ArrayList<>();
    private InetAddress[] zone = {ONE};

    private final HostResolver resolver = new HostResolver("app", 80, this::find, lookups::add, loop);

    private InetAddress[] find(String host) throws UnknownHostException {
        assertEquals("app", host);
        if (zone == null) {
            throw new UnknownHostException(host);
        }
        return zone.clone();
    }

    private void ask() {
        resolver.ask(loop, answers::add);
        loop.run();
    }

    private void lookUp() {
        lookups.remove().run();
        loop.run();
    }

    @Test
    void allWhoAskBeforeTheFirstAnswerWaitForOneLookup() {
        ask();
        ask();
        assertEquals(1, lookups.size());
        assertEquals(List.of(), answers);
        lookUp();
        assertEquals(2, answers.size());
        assertArrayEquals(new SocketAddress[] {new InetSocketAddress(ONE, 80)}, answers.getFirst());
        assertSame(resolver.known(), answers.getLast());
    }

    @Test
    void theAnswerIsRefreshedEveryThirtySeconds() {
        ask();
        lookUp();
        zone = new InetAddress[] {TWO, ONE};
        loop.pass(29_000);
        assertEquals(0, lookups.size());
        loop.pass(1_100);
        assertEquals(1, lookups.size());
        lookUp();
        assertEquals(2, resolver.known().length);
        loop.pass(30_100);
        assertEquals(1, lookups.size());
    }

    @Test
    void aRefreshThatFailsKeepsTheLastGoodAnswer() {
        ask();
        lookUp();
        SocketAddress[] good = resolver.known();
        zone = null;
        loop.pass(30_100);
        lookUp();
        assertSame(good, resolver.known());
        ask();
        assertSame(good, answers.getLast());
        loop.pass(30_100);
        assertEquals(1, lookups.size(), "a failure must not end the refreshing");
    }

    @Test
    void aNameThatDoesNotResolveIsToldAtOnceForASecondAndThenTriedAgain() {
        zone = null;
        ask();
        lookUp();
        assertNull(answers.getLast());
        ask();
        assertEquals(2, answers.size());
        assertEquals(0, lookups.size());
        zone = new InetAddress[] {TWO};
        loop.pass(1_100);
        ask();
        lookUp();
        assertArrayEquals(new SocketAddress[] {new InetSocketAddress(TWO, 80)}, answers.getLast());
    }

    @Test
    void afterCloseNothingIsRefreshed() {
        ask();
        lookUp();
        resolver.close();
        loop.run();
        loop.pass(100_000);
        assertEquals(0, lookups.size());
    }

    @Test
    void aLiteralIsKnownFromTheStart() {
        SocketAddress address = new InetSocketAddress(ONE, 1);
        HostResolver literal = new HostResolver(address);
        assertArrayEquals(new SocketAddress[] {address}, literal.known());
        literal.close();
    }

    /** A loop that stands still until the test moves it. */
    private static final class HandLoop implements Loop {
        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private final DeadlineWheel wheel = new DeadlineWheel(10, 0);
        private final ArenaSlab arenas = new ArenaSlab();
        private long now;

        void run() {
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
        }

        void pass(long millis) {
            for (long step = 0; step < millis; step += 10) {
                now += 10_000_000;
                wheel.advance(now);
                run();
            }
        }

        @Override
        public int index() {
            return 0;
        }

        @Override
        public boolean inLoop() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void arm(Deadline deadline, long millis) {
            wheel.arm(deadline, millis, now);
        }

        @Override
        public void disarm(Deadline deadline) {
            wheel.disarm(deadline);
        }

        @Override
        public ArenaSlab arenas() {
            return arenas;
        }
    }
}
