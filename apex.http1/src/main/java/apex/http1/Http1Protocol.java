package apex.http1;

import apex.http1.downstream.Http1Server;
import apex.http1.upstream.Http1Client;
import apex.http1.wire.HeadWriters;
import apex.net.ClientProtocol;
import apex.net.Protocol;
import apex.net.ServerProtocol;
import apex.spi.listen.ListenerSpec;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.ExchangeFactory;

/** HTTP/1.1 and HTTP/1.0 (RFC 9110, RFC 9112), both sides. */
public final class Http1Protocol implements Protocol {
    private final HeadWriters writers = new HeadWriters();

    /** For ServiceLoader. */
    public Http1Protocol() {}

    @Override
    public String alpn() {
        return "http/1.1";
    }

    @Override
    public ServerProtocol server(ListenerSpec listener, ExchangeFactory factory) {
        return new Http1Server(listener, factory, writers);
    }

    @Override
    public ClientProtocol client(EndpointSpec endpoint) {
        return new Http1Client(endpoint, writers);
    }
}
