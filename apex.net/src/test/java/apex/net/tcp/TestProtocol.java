package apex.net.tcp;

import apex.net.ClientProtocol;
import apex.net.ClientSession;
import apex.net.Input;
import apex.net.Protocol;
import apex.net.ServerProtocol;
import apex.net.ServerSession;
import apex.net.Wire;
import apex.net.WireHandler;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.listen.ListenerSpec;
import apex.spi.transport.Acquirer;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.ExchangeFactory;
import apex.spi.transport.Probe;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A protocol for tests. The server's side is what the test gives. On the client's side an exchange is one byte to the backend and
 * one back, or the end of it by {@link Call#over}.
 */
public final class TestProtocol implements Protocol {
    /** Whether refused connections are left open. */
    public volatile boolean keepsRefused;

    private final BiFunction<Wire, Peer, WireHandler> server;
    private final BiFunction<Wire, Probe, WireHandler> probe;

    public TestProtocol(Function<Wire, WireHandler> server) {
        this(server, (wire, asked) -> new Recorder());
    }

    /** A protocol whose server's side wants to know the client. */
    public TestProtocol(BiFunction<Wire, Peer, WireHandler> server) {
        this.server = server;
        probe = (wire, asked) -> new Recorder();
    }

    public TestProtocol(Function<Wire, WireHandler> server, BiFunction<Wire, Probe, WireHandler> probe) {
        this.server = (wire, peer) -> server.apply(wire);
        this.probe = probe;
    }

    @Override
    public String alpn() {
        return "http/1.1";
    }

    @Override
    public ServerProtocol server(ListenerSpec listener, ExchangeFactory factory) {
        return new ServerProtocol() {
            @Override
            public ServerSession attach(Wire wire, Peer peer) {
                return new Served(wire, server.apply(wire, peer));
            }

            @Override
            public WireHandler refuse(Wire wire, Peer peer, Reason reason) {
                byte[] code = reason.code().getBytes(StandardCharsets.US_ASCII);
                wire.write(code, 0, code.length);
                if (!keepsRefused) {
                    wire.closeAfterFlush();
                }
                return new Recorder();
            }
        };
    }

    @Override
    public ClientProtocol client(EndpointSpec endpoint) {
        return new ClientProtocol() {
            @Override
            public ClientSession attach(Wire wire, ClientSession.Home home) {
                return new Call(wire, home);
            }

            @Override
            public WireHandler probe(Wire wire, Probe asked) {
                return probe.apply(wire, asked);
            }
        };
    }

    /** An acquirer that is told its session. */
    public interface Caller extends Acquirer {
        void has(Call call, boolean reused);
    }

    /** A backend connection. */
    public static final class Call implements ClientSession {
        private final Wire wire;
        private final Home home;
        private Acquirer acquirer;

        Call(Wire wire, Home home) {
            this.wire = wire;
            this.home = home;
        }

        public Wire wire() {
            return wire;
        }

        public void over() {
            home.idle(this);
        }

        public void flows() {
            home.flows(this);
        }

        public void heldUp(long graceMillis) {
            home.heldUp(this, graceMillis);
        }

        @Override
        public void giveWay() {
            wire.close();
            acquirer.failed(Reason.GAVE_WAY, false);
        }

        @Override
        public void begin(Acquirer next, boolean reused) {
            acquirer = next;
            ((Caller) next).has(this, reused);
        }

        @Override
        public void read(Input input) {
            input.skip(input.remaining());
            home.idle(this);
        }

        @Override
        public void drained() {}

        @Override
        public void inputEnded() {
            wire.close();
        }

        @Override
        public void closed(Reason reason) {
            home.gone(this);
        }
    }

    /** A handler of the server's side that is idle at times. */
    public interface Idle extends WireHandler {
        long idleUntil();
    }

    private record Served(Wire wire, WireHandler handler) implements ServerSession {
        @Override
        public long idleUntil() {
            return handler instanceof Idle idle ? idle.idleUntil() : BUSY;
        }

        @Override
        public void drain() {
            wire.close();
        }

        @Override
        public void read(Input input) {
            handler.read(input);
        }

        @Override
        public void drained() {
            handler.drained();
        }

        @Override
        public void inputEnding() {
            handler.inputEnding();
        }

        @Override
        public void inputEnded() {
            handler.inputEnded();
        }

        @Override
        public void closed(Reason reason) {
            handler.closed(reason);
        }
    }
}
