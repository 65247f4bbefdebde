package apex.net.tcp;

import apex.net.ClientProtocol;
import apex.net.ClientSession;
import apex.net.Input;
import apex.net.Protocol;
import apex.net.ServerProtocol;
import apex.net.ServerSession;
import apex.net.Wire;
import apex.net.WireHandler;
import apex.net.loop.NetLoop;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.listen.ListenerSpec;
import apex.spi.transport.Acquirer;
import apex.spi.transport.Connector;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.ExchangeFactory;
import apex.spi.transport.Leg;
import apex.spi.transport.Need;
import apex.spi.transport.Probe;

/** Gives each client a backend connection and carries bytes both ways, as fast as the slower end takes them. */
final class Relay implements Protocol {
    volatile Connector connector;

    /** The most that the loop has held at any time that the relay had to do with. */
    private volatile long mostHeld;

    long mostHeld() {
        return mostHeld;
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
                Pair pair = new Pair(wire, peer);
                connector.acquire(wire.loop(), pair, Need.FRESH);
                return pair.toBackend;
            }

            @Override
            public WireHandler refuse(Wire wire, Peer peer, Reason reason) {
                throw new AssertionError(reason);
            }
        };
    }

    @Override
    public ClientProtocol client(EndpointSpec endpoint) {
        return new ClientProtocol() {
            @Override
            public ClientSession attach(Wire wire, ClientSession.Home home) {
                return new FromBackend(wire);
            }

            @Override
            public WireHandler probe(Wire wire, Probe probe) {
                throw new UnsupportedOperationException("no probes");
            }
        };
    }

    private void look(Wire wire) {
        long held = ((NetLoop) wire.loop()).budget().heldBytes();
        if (held > mostHeld) {
            mostHeld = held;
        }
    }

    private void carry(Input input, Wire from, Wire to) {
        look(from);
        to.write(input.take(input.remaining()));
        if (to.isOverMark()) {
            from.pause();
        }
    }

    private final class Pair implements Acquirer {
        private final Wire client;
        private final Peer peer;
        private final ToBackend toBackend = new ToBackend(this);
        private Wire backend;

        Pair(Wire client, Peer peer) {
            this.client = client;
            this.peer = peer;
            client.pause();
        }

        @Override
        public Peer peer() {
            return peer;
        }

        @Override
        public void unsent(Reason reason) {
            client.close();
        }

        @Override
        public void failed(Reason reason, boolean replayable) {
            client.close();
        }

        @Override
        public void acquired(Leg<RequestHead> leg, boolean reused) {
            throw new AssertionError("not used here");
        }

        @Override
        public void drained() {}

        @Override
        public void head(ResponseHead head, boolean last) {}

        @Override
        public boolean data(Chunk chunk) {
            return true;
        }

        @Override
        public void end(Fields trailers) {}
    }

    private final class ToBackend implements ServerSession {
        private final Pair pair;

        ToBackend(Pair pair) {
            this.pair = pair;
        }

        @Override
        public void drain() {
            pair.client.close();
        }

        @Override
        public void read(Input input) {
            carry(input, pair.client, pair.backend);
        }

        @Override
        public void drained() {
            look(pair.client);
            pair.backend.resume();
        }

        @Override
        public void inputEnded() {
            pair.client.close();
        }

        @Override
        public void closed(Reason reason) {
            if (pair.backend != null) {
                pair.backend.close();
            }
        }
    }

    private final class FromBackend implements ClientSession {
        private final Wire wire;
        private Pair pair;

        FromBackend(Wire wire) {
            this.wire = wire;
        }

        @Override
        public void begin(Acquirer acquirer, boolean reused) {
            pair = (Pair) acquirer;
            pair.backend = wire;
            pair.client.resume();
        }

        @Override
        public void giveWay() {
            wire.close();
        }

        @Override
        public void read(Input input) {
            carry(input, wire, pair.client);
        }

        @Override
        public void drained() {
            pair.client.resume();
        }

        @Override
        public void inputEnded() {
            pair.client.closeAfterFlush();
            wire.close();
        }

        @Override
        public void closed(Reason reason) {
            pair.client.closeAfterFlush();
        }
    }
}
