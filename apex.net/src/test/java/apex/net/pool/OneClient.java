package apex.net.pool;

import apex.net.ClientProtocol;
import apex.net.Protocol;
import apex.net.ServerProtocol;
import apex.spi.listen.ListenerSpec;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.ExchangeFactory;

/** A protocol that has only its client's side. */
record OneClient(ClientProtocol protocol) implements Protocol {
    @Override
    public String alpn() {
        return "test";
    }

    @Override
    public ServerProtocol server(ListenerSpec listener, ExchangeFactory factory) {
        throw new UnsupportedOperationException("not a server");
    }

    @Override
    public ClientProtocol client(EndpointSpec endpoint) {
        return protocol;
    }
}
