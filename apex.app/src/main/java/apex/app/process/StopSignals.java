package apex.app.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * TERM and INT ask for a stop, a second one of either, later than 100 ms, ends the process at once, HUP only says that it does nothing.
 *
 * <p>A shutdown hook cannot stand in: with one the process ends with 143 even after a perfect drain, and a second signal is not
 * seen.
 */
public final class StopSignals implements AutoCloseable {
    /** One stop can arrive twice: timeout(1) and some supervisors signal the process and then its whole group. */
    private static final long SAME_NANOS = 100_000_000;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicReference<First> first = new AtomicReference<>();
    private final List<OsSignal> taken = new ArrayList<>();
    private final Consumer<String> say;
    private final Runnable halt;
    private final LongSupplier nanos;

    /** The first request to stop. */
    private record First(String signal, long nanos) {}

    private StopSignals(Consumer<String> say, Runnable halt, LongSupplier nanos) {
        this.say = say;
        this.halt = halt;
        this.nanos = nanos;
    }

    /**
     * Takes the signals over until {@link #close}.
     *
     * @param say where remarks go; called on threads of the JVM
     * @param halt ends the process at once
     */
    public static StopSignals install(Consumer<String> say, Runnable halt) {
        return install(say, halt, System::nanoTime);
    }

    /** The same with a clock of the caller's. */
    static StopSignals install(Consumer<String> say, Runnable halt, LongSupplier nanos) {
        StopSignals signals = new StopSignals(say, halt, nanos);
        signals.take("TERM", () -> signals.stop("SIGTERM"));
        signals.take("INT", () -> signals.stop("SIGINT"));
        signals.take(
                "HUP",
                () -> say.accept("SIGHUP ignored: Apex does not reload, restart it to apply a changed configuration"));
        return signals;
    }

    private void take(String name, Runnable handler) {
        try {
            taken.add(OsSignal.take(name, handler));
        } catch (IllegalArgumentException e) {
            // Not on this platform, or left to the JVM by -Xrs: then the JVM's own way of ending applies.
            say.accept("SIG" + name + " cannot be taken over: " + e.getMessage());
        }
    }

    private void stop(String name) {
        First now = new First(name, nanos.getAsLong());
        First before = first.compareAndExchange(null, now);
        if (before == null) {
            asked.countDown();
        } else if (now.nanos() - before.nanos() > SAME_NANOS) {
            say.accept(name + " after " + before.signal() + ": ending at once");
            halt.run();
        }
    }

    /** Waits until a stop is asked for, and returns by which signal. */
    public String await() throws InterruptedException {
        asked.await();
        return first.get().signal();
    }

    /** Gives the signals back to whoever had them. */
    @Override
    public void close() {
        taken.forEach(OsSignal::release);
        taken.clear();
    }
}
