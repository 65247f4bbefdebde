package apex.net.pool;

import apex.net.ClientProtocol;
import apex.net.ClientSession;
import apex.net.Input;
import apex.net.Wire;
import apex.net.WireHandler;
import apex.spi.exchange.Reason;
import apex.spi.transport.Probe;
import java.net.InetSocketAddress;

/** Answers a probe with the address that it was connected to. */
final class ConnectedAtOnce implements ClientProtocol {
    @Override
    public ClientSession attach(Wire wire, ClientSession.Home home) {
        throw new UnsupportedOperationException("probes only");
    }

    @Override
    public WireHandler probe(Wire wire, Probe probe) {
        probe.done(200, ((InetSocketAddress) wire.remoteAddress()).getAddress().getHostAddress());
        wire.close();
        return new WireHandler() {
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
        };
    }
}
