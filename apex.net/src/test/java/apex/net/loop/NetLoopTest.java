package apex.net.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.thread.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loops by themselves: threads, timers, turns, and what a failure costs. */
class NetLoopTest {
    private static Deadline deadline(Runnable task) {
        return new Deadline() {
            @Override
            protected void expired() {
                task.run();
            }
        };
    }

    @ParameterizedTest
    @EnumSource(TransportChoice.class)
    void eachLoopRunsOnItsOwnNamedThread(TransportChoice io) {
        try (NetPlatform platform = StartedPlatform.of(2, io)) {
            for (NetLoop loop : platform.netLoops()) {
                String name = CompletableFuture.supplyAsync(
                                () -> Thread.currentThread().getName(), loop)
                        .join();
                assertEquals("apex-loop-" + loop.index(), name);
                assertFalse(loop.inLoop());
            }
            assertEquals(2, platform.loops().size());
        }
    }

    @Test
    void asManyLoopsAsProcessorsAreStartedByDefault() {
        try (NetPlatform platform = NetPlatform.start(0, TransportChoice.NIO)) {
            assertEquals(
                    Runtime.getRuntime().availableProcessors(), platform.loops().size());
            assertEquals("nio (as configured)", platform.describe());
        }
    }

    @Test
    void lessThanNoLoopsAreRefused() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> NetPlatform.start(-1, TransportChoice.AUTO).close());
        assertEquals("workers: -1 (expected: 0 or more)", refused.getMessage());
    }

    @ParameterizedTest
    @EnumSource(TransportChoice.class)
    void aDeadlineExpiresOnItsLoopAndNotEarlyAndADisarmedOneNever(TransportChoice io) throws Exception {
        try (NetPlatform platform = StartedPlatform.of(1, io)) {
            NetLoop loop = platform.netLoops().getFirst();
            CountDownLatch done = new CountDownLatch(1);
            List<String> events = new ArrayList<>();
            Deadline never = deadline(() -> events.add("disarmed"));
            long begin = System.nanoTime();
            Deadline late = deadline(() -> {
                events.add(loop.inLoop() && System.nanoTime() - begin >= 30_000_000L ? "late" : "wrong");
                done.countDown();
            });
            Deadline failing = deadline(() -> {
                throw new IllegalStateException("on purpose");
            });
            loop.execute(() -> {
                loop.arm(never, 10);
                loop.arm(failing, 10);
                loop.arm(late, 30);
                loop.disarm(never);
            });
            assertTrue(done.await(5, TimeUnit.SECONDS));
            assertEquals(List.of("late"), events);
        }
    }

    @Test
    void theEndOfATurnRunsWhatWasAskedForEvenWhenSomeOfItFails() {
        try (NetPlatform platform = NetPlatform.start(1, TransportChoice.NIO)) {
            NetLoop loop = platform.netLoops().getFirst();
            List<String> events = new ArrayList<>();
            CompletableFuture.runAsync(
                            () -> {
                                loop.atEndOfTurn(() -> {
                                    throw new IllegalStateException("on purpose");
                                });
                                loop.atEndOfTurn(() -> {
                                    events.add("first");
                                    loop.atEndOfTurn(() -> events.add("asked for at the end"));
                                });
                                events.add("turn");
                            },
                            loop)
                    .join();
            List<String> seen = CompletableFuture.supplyAsync(() -> List.copyOf(events), loop)
                    .join();
            assertEquals(List.of("turn", "first", "asked for at the end"), seen);
        }
    }

    @Test
    void theCoarseClockStandsStillInATurnAndIsReadAnewInTheNext() {
        try (NetPlatform platform = NetPlatform.start(1, TransportChoice.NIO)) {
            NetLoop loop = platform.netLoops().getFirst();
            long[] first = new long[2];
            CompletableFuture.runAsync(
                            () -> {
                                first[0] = loop.coarseNanoTime();
                                while (loop.nanoTime() - first[0] < 2_000_000) {
                                    Thread.onSpinWait();
                                }
                                first[1] = loop.coarseNanoTime();
                            },
                            loop)
                    .join();
            assertEquals(first[0], first[1]);
            long next =
                    CompletableFuture.supplyAsync(loop::coarseNanoTime, loop).join();
            assertTrue(next - first[0] >= 2_000_000, "the next turn has the time of the one before");
        }
    }

    @Test
    void endlessEndsOfTurnsLeaveRoomForOtherTasks() {
        try (NetPlatform platform = NetPlatform.start(1, TransportChoice.NIO)) {
            NetLoop loop = platform.netLoops().getFirst();
            TurnEnd[] again = new TurnEnd[1];
            boolean[] stop = new boolean[1];
            again[0] = () -> {
                if (!stop[0]) {
                    loop.atEndOfTurn(again[0]);
                }
            };
            loop.execute(() -> loop.atEndOfTurn(again[0]));
            assertTrue(CompletableFuture.supplyAsync(() -> stop[0] = true, loop)
                    .orTimeout(5, TimeUnit.SECONDS)
                    .join());
        }
    }
}
