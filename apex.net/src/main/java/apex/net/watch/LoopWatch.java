package apex.net.watch;

import apex.spi.thread.Loop;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a beat into the mailbox of each loop every 100 ms, and looks when it runs. That is all it costs a loop. A loop that is held
 * for half a second is told of once, with what holds it, and once more when it goes on.
 */
public final class LoopWatch implements AutoCloseable {
    static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final Logger LOG = LoggerFactory.getLogger(LoopWatch.class);
    private static final long STOP_MILLIS = 1_000;

    /** Looked through ten times a second for as long as the process lives, so without an object for each look. */
    private final Beat[] beats;

    private final LongSupplier clock;
    private final Thread thread;
    private volatile boolean stopped;

    /** Watches without a thread of its own; {@link #look} has to be called. */
    LoopWatch(List<? extends Loop> loops, LongSupplier clock, Consumer<String> people) {
        this.clock = clock;
        beats = loops.stream().map(loop -> new Beat(loop, clock, people)).toArray(Beat[]::new);
        thread = Thread.ofPlatform().name("apex-watch").daemon().unstarted(this::run);
    }

    /** Starts to watch on a thread of its own. */
    public static LoopWatch start(List<? extends Loop> loops) {
        LoopWatch watch = new LoopWatch(loops, System::nanoTime, LOG::warn);
        watch.thread.start();
        return watch;
    }

    /** How late each loop is. Any thread. */
    public List<LoopLag> lags() {
        return Arrays.stream(beats).map(Beat::lag).toList();
    }

    /** Looks at every loop once. */
    void look() {
        long now = clock.getAsLong();
        for (Beat beat : beats) {
            beat.look(now);
        }
    }

    private void run() {
        while (!stopped) {
            look();
            LockSupport.parkNanos(this, EVERY_NANOS);
        }
    }

    /** Stops watching; waits until nothing more is put into mailboxes. */
    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
