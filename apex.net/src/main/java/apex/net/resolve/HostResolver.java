package apex.net.resolve;

import apex.spi.thread.Cold;
import apex.spi.thread.Deadline;
import apex.spi.thread.Loop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The addresses behind one host name. All its state belongs to one loop, whose timer refreshes it; other loops read the frozen
 * array that it publishes, or ask by that loop's mailbox.
 */
public final class HostResolver {
    /** How long an answer is used before the name is looked up again. */
    static final long REFRESH_MILLIS = 30_000;

    /** How long a failure stands before the next acquirer makes it look again. */
    static final long RETRY_MILLIS = 1_000;

    /** Finds the addresses of a name; may block. */
    @FunctionalInterface
    public interface Lookup {
        /** All addresses of {@code host}. */
        InetAddress[] find(String host) throws UnknownHostException;
    }

    /** Waits for the first look-up. */
    @FunctionalInterface
    public interface Answer {
        /** The addresses, or null when the name does not resolve. On the loop that asked. */
        void resolved(SocketAddress[] addresses);
    }

    private record Asker(Loop loop, Answer answer) {}

    private final String host;
    private final int port;
    private final Lookup lookup;
    private final Executor blocking;
    private final Loop home;
    private final Refresh refresh = new Refresh();
    private final List<Asker> askers = new ArrayList<>();
    private boolean looking;
    private boolean closed;
    private boolean failed;
    private long failedAt;
    private volatile SocketAddress[] known;

    /**
     * A resolver that looks up at the first {@link #ask}.
     *
     * @param blocking runs look-ups, off the loops
     * @param home the loop that its state belongs to
     */
    public HostResolver(String host, int port, Lookup lookup, Executor blocking, Loop home) {
        this.host = host;
        this.port = port;
        this.lookup = lookup;
        this.blocking = blocking;
        this.home = home;
    }

    /** A resolver that has nothing to resolve. */
    public HostResolver(SocketAddress literal) {
        this("", 0, null, null, null);
        known = new SocketAddress[] {literal};
    }

    /** The last good answer, never changed after; null before the first. Any thread. */
    public SocketAddress[] known() {
        return known;
    }

    /** Tells {@code answer} when the name has been looked up. On {@code loop}. */
    public void ask(Loop loop, Answer answer) {
        home.execute(() -> join(new Asker(loop, answer)));
    }

    /** Stops refreshing. Any thread. */
    @Cold
    public void close() {
        if (home != null) {
            home.execute(() -> {
                closed = true;
                home.disarm(refresh);
            });
        }
    }

    private void join(Asker asker) {
        if (known != null || !looking && failed && home.nanoTime() - failedAt < RETRY_MILLIS * 1_000_000) {
            tell(asker);
            return;
        }
        askers.add(asker);
        look();
    }

    private void tell(Asker asker) {
        SocketAddress[] addresses = known;
        asker.loop.execute(() -> asker.answer.resolved(addresses));
    }

    private void look() {
        if (!looking) {
            looking = true;
            blocking.execute(this::find);
        }
    }

    /** Off the loops. */
    @Cold
    private void find() {
        SocketAddress[] found = null;
        try {
            InetAddress[] addresses = lookup.find(host);
            found = new SocketAddress[addresses.length];
            for (int i = 0; i < found.length; i++) {
                found[i] = new InetSocketAddress(addresses[i], port);
            }
        } catch (UnknownHostException | RuntimeException unknown) {
            // Told to whoever asked, as the absence of addresses.
        }
        SocketAddress[] answer = found;
        try {
            home.execute(() -> found(answer));
        } catch (RejectedExecutionException ended) {
            // The process is ending, and nobody waits any more.
        }
    }

    private void found(SocketAddress[] addresses) {
        looking = false;
        failed = addresses == null || addresses.length == 0;
        if (failed) {
            failedAt = home.nanoTime();
        } else {
            known = addresses;
        }
        askers.forEach(this::tell);
        askers.clear();
        if (!closed) {
            home.arm(refresh, REFRESH_MILLIS);
        }
    }

    private final class Refresh extends Deadline {
        @Override
        protected void expired() {
            if (!closed) {
                look();
            }
        }
    }
}
