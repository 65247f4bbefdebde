package apex.net.listen;

import apex.spi.listen.ConnectionLimits;
import apex.spi.listen.ListenerSpec;
import apex.spi.listen.ProxyPolicy;
import apex.spi.thread.Cold;
import apex.spi.thread.Frozen;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may connect to a listener: what its loops share. Permits are taken when a connection opens and given back when it closes. */
@Frozen
final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    private static final long REPORT_EVERY_NANOS = 60_000_000_000L;

    private final String listener;
    private final ConnectionLimits limits;
    private final ProxyPolicy proxies;
    private final long headerMillis;
    private final AtomicInteger places = new AtomicInteger();

    /** Whether a loop's wish for room is on its way through the others. */
    private final AtomicBoolean wishing = new AtomicBoolean();

    private final ClientTable clients;
    private final LongSupplier clock;
    private final Consumer<String> people;
    private final AtomicLong nextReport;
    private final AtomicInteger unreported = new AtomicInteger();

    @Cold
    Admission(ListenerSpec spec) {
        this(spec, System::nanoTime, LOG::warn);
    }

    @Cold
    Admission(ListenerSpec spec, LongSupplier clock, Consumer<String> people) {
        this.clock = clock;
        this.people = people;
        nextReport = new AtomicLong(clock.getAsLong());
        listener = spec.address();
        limits = spec.connections();
        proxies = spec.proxies();
        headerMillis = spec.heads().timeoutMillis();
        SecureRandom random = new SecureRandom();
        clients = limits.perClient() == 0
                ? null
                : new ClientTable(limits.perClient(), random.nextLong(), random.nextLong());
    }

    /** One of the connections that the listener may have in total; false when there is none. */
    boolean takePlace() {
        if (limits.total() == 0) {
            return true;
        }
        int seen = places.get();
        while (seen < limits.total()) {
            if (places.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = places.get();
        }
        return false;
    }

    void givePlace() {
        if (limits.total() != 0) {
            places.decrementAndGet();
        }
    }

    /** Whether a loop may ask the others for room: one wish at a time, so that a flood of refusals is none of wishes. */
    boolean beginWish() {
        return !wishing.get() && wishing.compareAndSet(false, true);
    }

    /** The wish of {@link #beginWish} is granted, or nobody can. */
    void endWish() {
        wishing.set(false);
    }

    /** Counts a connection of a client, see {@link ClientTable#enter}; nobody is behind a Unix domain socket. */
    int enter(InetAddress client) {
        return clients == null || client == null || limits.exempt().test(client)
                ? ClientTable.UNCOUNTED
                : clients.enter(client);
    }

    void leave(int entry) {
        if (entry >= 0) {
            clients.leave(entry);
        }
    }

    /** Whether a connection has to begin with a header of the PROXY protocol. */
    boolean isProxied(InetAddress peer) {
        return switch (proxies.mode()) {
            case OFF -> false;
            case MIXED -> peer != null && proxies.from().test(peer);
            case REQUIRE -> peer == null || proxies.from().test(peer);
        };
    }

    /** Whether a connection that does not begin with such a header may be there. */
    boolean isPlainAllowed() {
        return proxies.mode() != ProxyPolicy.Mode.REQUIRE;
    }

    /** How long such a header may take, in total. */
    long headerMillis() {
        return headerMillis;
    }

    /** Tells people of a connection without the header that it should have: off the loop, and at most once a minute. */
    void reportBadHeader(SocketAddress peer) {
        long now = clock.getAsLong();
        long due = nextReport.get();
        if (now - due >= 0 && nextReport.compareAndSet(due, now + REPORT_EVERY_NANOS)) {
            int others = unreported.getAndSet(0);
            Thread.startVirtualThread(() -> write(peer, others));
        } else {
            unreported.incrementAndGet();
        }
    }

    @Cold
    private void write(SocketAddress peer, int others) {
        people.accept(
                ("listener %s: closed a connection from %s, which has no valid header of the PROXY protocol or may not send"
                                + " one; %d more since the last message (compare proxy_protocol and proxy_protocol_from with what"
                                + " stands in front)")
                        .formatted(listener, peer, others));
    }
}
