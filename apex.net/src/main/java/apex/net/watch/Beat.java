package apex.net.watch;

import apex.spi.thread.Loop;
import apex.spi.thread.LoopConfined;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The beat of one loop: at most one is in the mailbox at a time. Looked at by the watch's thread; run by the loop. */
final class Beat implements Runnable {
    private static final long HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /**
     * So often must a beat have been looked for in vain: when the whole process stood still, its loops are not to blame, and the
     * watch has looked only once.
     */
    private static final int LOOKS = 5;

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int SECONDS = 60;
    private static final long NOT_YET = Long.MIN_VALUE;

    private final Loop loop;
    private final LongSupplier clock;
    private final Consumer<String> people;

    /** The longest wait of each of the last sixty seconds. */
    private final long[] highest = new long[SECONDS];

    private long second = NOT_YET;
    private boolean out;
    private long postedAt;
    private int looks;
    private boolean told;
    private boolean loopEnded;

    /** Written by the loop. */
    private volatile long ranAt = NOT_YET;

    /** Written by the loop, once. */
    private volatile Thread thread;

    /** Read before the other, written after it: the last one is never longer than the longest one. */
    private volatile long lastWait;

    private volatile long highestWait;

    Beat(Loop loop, LongSupplier clock, Consumer<String> people) {
        this.loop = loop;
        this.clock = clock;
        this.people = people;
    }

    LoopLag lag() {
        return new LoopLag(loop.index(), lastWait, highestWait);
    }

    /** On the loop. */
    @LoopConfined
    @Override
    public void run() {
        if (thread == null) {
            thread = Thread.currentThread();
        }
        ranAt = clock.getAsLong();
    }

    /** Whoever watches: takes the last beat in, and puts the next one out. */
    void look(long now) {
        if (loopEnded) {
            return;
        }
        if (out) {
            long ran = ranAt;
            looks++;
            long waited = (ran == NOT_YET ? now : ran) - postedAt;
            note(now, waited);
            if (ran == NOT_YET) {
                if (!told && looks >= LOOKS && waited >= HELD_NANOS) {
                    told = true;
                    tellHeld(waited);
                }
                return;
            }
            if (told) {
                told = false;
                people.accept(
                        "loop %d goes on after %d ms".formatted(loop.index(), TimeUnit.NANOSECONDS.toMillis(waited)));
            }
        }
        post(now);
    }

    private void post(long now) {
        out = true;
        looks = 0;
        ranAt = NOT_YET;
        postedAt = now;
        try {
            loop.execute(this);
        } catch (RejectedExecutionException ended) {
            loopEnded = true;
        }
    }

    private void note(long now, long waited) {
        long present = now / SECOND_NANOS;
        if (second == NOT_YET || present - second >= SECONDS) {
            Arrays.fill(highest, 0);
        } else {
            for (long passed = second + 1; passed <= present; passed++) {
                highest[Math.floorMod(passed, SECONDS)] = 0;
            }
        }
        second = present;
        int at = Math.floorMod(present, SECONDS);
        highest[at] = Math.max(highest[at], waited);
        long most = 0;
        for (long each : highest) {
            most = Math.max(most, each);
        }
        highestWait = most;
        lastWait = waited;
    }

    private void tellHeld(long waited) {
        Thread held = thread;
        StackTraceElement[] stack = held == null ? new StackTraceElement[0] : held.getStackTrace();
        people.accept("loop %d has been held for %d ms by %s"
                .formatted(loop.index(), TimeUnit.NANOSECONDS.toMillis(waited), Culprit.of(stack)));
    }
}
