package apex.bench.still;

import apex.net.ClientProtocol;
import apex.net.ClientSession;
import apex.net.Input;
import apex.net.Protocol;
import apex.net.ServerProtocol;
import apex.net.Wire;
import apex.net.WireHandler;
import apex.spi.exchange.Reason;
import apex.spi.listen.ListenerSpec;
import apex.spi.transport.Acquirer;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.ExchangeFactory;
import apex.spi.transport.Probe;

/** A protocol whose sessions are lent and given back, and never say a word. */
public final class OneSession implements Protocol, ClientProtocol {
    /** A protocol for any number of connections. */
    public OneSession() {}

    @Override
    public String alpn() {
        return "http/1.1";
    }

    @Override
    public ServerProtocol server(ListenerSpec listener, ExchangeFactory factory) {
        throw new UnsupportedOperationException("server: not measured here");
    }

    @Override
    public ClientProtocol client(EndpointSpec endpoint) {
        return this;
    }

    @Override
    public ClientSession attach(Wire wire, ClientSession.Home home) {
        return new Session(home);
    }

    @Override
    public WireHandler probe(Wire wire, Probe probe) {
        throw new UnsupportedOperationException("probe: not measured here");
    }

    /** One connection. */
    public static final class Session implements ClientSession {
        private final Home home;

        Session(Home home) {
            this.home = home;
        }

        /** Says that its exchange is over. */
        void giveBack() {
            home.idle(this);
        }

        @Override
        public void begin(Acquirer acquirer, boolean reused) {
            ((Lease) acquirer).session(this);
        }

        @Override
        public void giveWay() {}

        @Override
        public void read(Input input) {
            input.skip(input.remaining());
        }

        @Override
        public void drained() {}

        @Override
        public void inputEnded() {}

        @Override
        public void closed(Reason reason) {}
    }
}
