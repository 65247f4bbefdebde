package apex.http1.upstream;

import apex.http1.wire.HeadWriters;
import apex.net.ClientProtocol;
import apex.net.ClientSession;
import apex.net.Wire;
import apex.net.WireHandler;
import apex.spi.thread.Frozen;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.Probe;

/** HTTP/1.1 with one endpoint. */
@Frozen
public final class Http1Client implements ClientProtocol {
    private final EndpointSpec endpoint;
    private final HeadWriters writers;

    /** A protocol for the connections to {@code endpoint}. */
    public Http1Client(EndpointSpec endpoint, HeadWriters writers) {
        this.endpoint = endpoint;
        this.writers = writers;
    }

    @Override
    public ClientSession attach(Wire wire, ClientSession.Home home) {
        return new ClientConnection(wire, home, writers.of(wire.loop()));
    }

    @Override
    public WireHandler probe(Wire wire, Probe probe) {
        ProbeSession session = new ProbeSession(wire, probe);
        session.ask(endpoint.endpoint().url());
        return session;
    }
}
