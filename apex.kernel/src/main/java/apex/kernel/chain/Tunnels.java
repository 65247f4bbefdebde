package apex.kernel.chain;

import apex.kernel.config.TunnelConfig;
import apex.spi.exchange.Text;
import apex.spi.thread.Cold;
import apex.spi.thread.Frozen;
import java.util.concurrent.atomic.AtomicInteger;

/** The tunnels of one route: which protocols they may speak, and a permit for each. */
@Frozen
public final class Tunnels {
    private final Text[] protocols;
    private final int most;
    private final long idleMillis;
    private final AtomicInteger open = new AtomicInteger();

    /** No tunnel is open yet. */
    @Cold
    public Tunnels(TunnelConfig config) {
        protocols = config.protocols().stream().map(Text::of).toArray(Text[]::new);
        most = config.most() == 0 ? Integer.MAX_VALUE : config.most();
        idleMillis = config.idleMillis();
    }

    /** Tunnels that are open or being asked for. Any thread. */
    public int open() {
        return open.get();
    }

    long idleMillis() {
        return idleMillis;
    }

    /** Whether a client may switch to this protocol, whatever version of it. */
    boolean allows(Text protocol) {
        for (Text allowed : protocols) {
            int length = allowed.length();
            boolean versioned = protocol.length() > length && protocol.charAt(length) == '/';
            if ((versioned || protocol.length() == length) && startsWith(protocol, allowed)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(Text protocol, Text allowed) {
        for (int i = 0; i < allowed.length(); i++) {
            if (Text.lower((byte) protocol.charAt(i)) != (byte) allowed.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Takes a permit, if there is one. */
    boolean take() {
        int seen = open.get();
        while (seen < most) {
            if (open.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = open.get();
        }
        return false;
    }

    void giveBack() {
        open.decrementAndGet();
    }
}
