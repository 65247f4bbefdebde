package apex.net.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.loop.NetLoop;
import apex.net.loop.NetPlatform;
import apex.net.loop.TransportChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the watch makes of beats that run, run late, or do not run. */
class LoopWatchTest {
    private final AtomicLong nanos = new AtomicLong(TimeUnit.DAYS.toNanos(1));
    private final List<String> told = new ArrayList<>();
    private final HandRunLoop one = new HandRunLoop(0);
    private final HandRunLoop two = new HandRunLoop(1);
    private final LoopWatch watch = new LoopWatch(List.of(one, two), nanos::get, told::add);

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            pass(100);
            watch.look();
        }
    }

    private long last(int loop) {
        return TimeUnit.NANOSECONDS.toMillis(watch.lags().get(loop).lastNanos());
    }

    private long highest(int loop) {
        return TimeUnit.NANOSECONDS.toMillis(watch.lags().get(loop).highestNanos());
    }

    @Test
    void loopsThatRunTheirBeatsAreNotToldOf() {
        for (int i = 0; i < 1_000; i++) {
            look(1);
            one.run();
            two.run();
        }
        assertEquals(List.of(), told);
        assertEquals(List.of(new LoopLag(0, 0, 0), new LoopLag(1, 0, 0)), watch.lags());
    }

    @Test
    void theLagIsTheWaitOfTheLastBeatAndItsHighestOfAMinute() {
        look(1);
        pass(30);
        one.run();
        two.run();
        look(1);
        assertEquals(30, last(0));
        pass(7);
        one.run();
        two.run();
        look(1);
        assertEquals(7, last(0));
        assertEquals(30, highest(0));
        for (int i = 0; i < 590; i++) {
            one.run();
            two.run();
            look(1);
        }
        assertEquals(30, highest(0));
        for (int i = 0; i < 20; i++) {
            one.run();
            two.run();
            look(1);
        }
        assertEquals(0, highest(0));
    }

    @Test
    void aLoopNeverHasMoreThanOneBeatInItsMailbox() {
        look(50);
        assertEquals(1, one.mailbox.size());
    }

    @Test
    void aLoopThatIsHeldIsToldOfOnceAndOnceMoreWhenItGoesOn() {
        look(1);
        one.run();
        two.run();
        look(1);
        for (int i = 0; i < 4; i++) {
            two.run();
            look(1);
        }
        assertEquals(List.of(), told);
        for (int i = 0; i < 20; i++) {
            two.run();
            look(1);
        }
        assertEquals(1, told.size(), told::toString);
        assertTrue(told.getFirst().startsWith("loop 0 has been held for 500 ms by "), told::toString);
        assertEquals(2_400, last(0));
        assertEquals(0, last(1));
        one.run();
        two.run();
        look(1);
        assertEquals("loop 0 goes on after 2400 ms", told.getLast());
        assertEquals(2, told.size());
        for (int i = 0; i < 3; i++) {
            one.run();
            two.run();
            look(1);
        }
        assertEquals(2, told.size());
        look(6);
        assertEquals(4, told.size(), told::toString);
    }

    @Test
    void aProcessThatStoodStillDoesNotBlameItsLoops() {
        look(1);
        pass(60_000);
        watch.look();
        one.run();
        two.run();
        look(1);
        assertEquals(List.of(), told);
    }

    @Test
    void aLoopThatHasEndedIsLeftAlone() {
        one.ended = true;
        two.ended = true;
        look(20);
        assertEquals(List.of(), told);
    }

    @Test
    void aTaskThatHoldsALoopIsNamed() throws Exception {
        try (NetPlatform platform = NetPlatform.start(1, TransportChoice.NIO)) {
            NetLoop loop = platform.netLoops().getFirst();
            LoopWatch own = new LoopWatch(platform.loops(), nanos::get, told::add);
            own.look();
            CompletableFuture.runAsync(() -> {}, loop).join();
            CountDownLatch holding = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            loop.execute(() -> hold(holding, goOn));
            assertTrue(holding.await(5, TimeUnit.SECONDS));
            try {
                for (int i = 0; i < 7; i++) {
                    pass(100);
                    own.look();
                }
            } finally {
                goOn.countDown();
            }
            CompletableFuture.runAsync(() -> {}, loop).join();
            own.look();
        }
        assertEquals(2, told.size(), told::toString);
        assertTrue(told.getFirst().startsWith("loop 0 has been held for 500 ms by "), told::toString);
        assertTrue(told.getFirst().contains("apex.net.watch.LoopWatchTest.hold (LoopWatchTest.java:"), told::toString);
        assertTrue(told.getLast().startsWith("loop 0 goes on after "), told::toString);
    }

    private static void hold(CountDownLatch holding, CountDownLatch goOn) {
        holding.countDown();
        try {
            assertTrue(goOn.await(5, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void aPlatformWatchesItsLoopsFromStartToEnd() {
        NetPlatform platform = NetPlatform.start(2, TransportChoice.NIO);
        List<Integer> loops = platform.lags().stream().map(LoopLag::loop).toList();
        assertEquals(List.of(0, 1), loops);
        platform.close();
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("apex-watch") && thread.isAlive()));
    }
}
