package apex.net.pool;

import apex.net.WireHandler;
import apex.net.link.Dialing;
import apex.net.loop.NetLoop;
import apex.net.resolve.HostResolver;
import apex.net.wire.LoopWires;
import apex.net.wire.SocketWire;
import apex.net.wire.WireEnd;
import apex.net.wire.WireHome;
import apex.spi.exchange.Reason;
import apex.spi.thread.Deadline;
import java.io.IOException;
import java.net.SocketAddress;

/**
 * The making of one connection: waits for addresses, tries one after the other, within one deadline. An address that does not
 * answer gets an equal share of the time that is left.
 */
final class Dial extends Deadline implements HostResolver.Answer {
    /** Who wants the connection. Exactly one of the first two is called. */
    interface Caller {
        WireHandler connected(SocketWire wire);

        void notConnected(Reason reason);

        /** A connection that {@link #connected} got is gone. */
        void gone(SocketWire wire);
    }

    private final NetLoop loop;
    private final LoopWires wires;
    private final HostResolver resolver;
    private final Caller caller;
    private final long deadlineNanos;
    private final NextAddress nextAddress = new NextAddress();
    private final int start;
    private SocketAddress[] addresses;
    private int tried;
    private Attempt attempt;
    private Reason reason = Reason.CONNECT_FAILED;
    private boolean over;

    /**
     * @param start which address comes first
     * @param millis for all of it
     */
    Dial(NetLoop loop, LoopWires wires, HostResolver resolver, Caller caller, int start, long millis) {
        this.loop = loop;
        this.wires = wires;
        this.resolver = resolver;
        this.caller = caller;
        this.start = start;
        deadlineNanos = loop.nanoTime() + millis * 1_000_000;
        loop.arm(this, millis);
    }

    /** Begins; a failure may be told before it returns. */
    void begin() {
        addresses = resolver.known();
        if (addresses == null) {
            resolver.ask(loop, this);
        } else {
            tryNext();
        }
    }

    @Override
    public void resolved(SocketAddress[] found) {
        if (over) {
            return;
        }
        if (found == null) {
            fail(Reason.BACKEND_UNRESOLVED);
        } else {
            addresses = found;
            tryNext();
        }
    }

    @Override
    protected void expired() {
        fail(Reason.CONNECT_TIMEOUT);
    }

    private void tryNext() {
        int left = addresses.length - tried;
        if (left == 0) {
            fail(reason);
            return;
        }
        SocketAddress address = addresses[Math.floorMod(start + tried, addresses.length)];
        tried++;
        if (left > 1) {
            loop.arm(nextAddress, Math.max(1, (deadlineNanos - loop.nanoTime()) / 1_000_000 / left));
        } else {
            loop.disarm(nextAddress);
        }
        attempt = new Attempt(address);
        attempt.connect();
    }

    private void fail(Reason why) {
        if (!over) {
            end();
            caller.notConnected(why);
        }
    }

    private void end() {
        over = true;
        loop.forget(this);
        loop.forget(nextAddress);
        if (attempt != null) {
            attempt.giveUp();
        }
    }

    private final class NextAddress extends Deadline {
        @Override
        protected void expired() {
            if (!over) {
                attempt.giveUp();
                reason = Reason.CONNECT_TIMEOUT;
                tryNext();
            }
        }
    }

    /** One address. */
    private final class Attempt implements WireHome {
        private final SocketAddress address;
        private Dialing dialing;
        private boolean up;
        private boolean abandoned;

        Attempt(SocketAddress address) {
            this.address = address;
        }

        void connect() {
            try {
                dialing = wires.sockets().connect(address, wires.owner(WireEnd.BACKEND, this), this::failed);
            } catch (IOException noSocket) {
                failed(noSocket);
            }
        }

        private void failed(Throwable cause) {
            if (!abandoned && !up) {
                giveUp();
                String message = String.valueOf(cause.getMessage());
                reason = message.contains("refused") ? Reason.CONNECT_REFUSED : Reason.CONNECT_FAILED;
                tryNext();
            }
        }

        void giveUp() {
            if (up || abandoned) {
                return;
            }
            abandoned = true;
            if (dialing != null) {
                dialing.giveUp();
            }
        }

        @Override
        public WireHandler opened(SocketWire wire) {
            if (abandoned) {
                return null;
            }
            up = true;
            end();
            return caller.connected(wire);
        }

        @Override
        public void gone(SocketWire wire) {
            if (up) {
                caller.gone(wire);
            }
        }
    }
}
