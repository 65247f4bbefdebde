package apex.net;

import apex.spi.listen.ListenerSpec;
import apex.spi.thread.Cold;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.ExchangeFactory;

/** A protocol that can be spoken on wires, both sides. A module declares {@code provides Protocol with …}. */
@Cold
public interface Protocol {
    /** The identifier of ALPN (RFC 7301), for example {@code http/1.1}. */
    String alpn();

    /** The protocol for the client connections of one listener. */
    ServerProtocol server(ListenerSpec listener, ExchangeFactory factory);

    /** The protocol for the backend connections to one endpoint, on one loop. */
    ClientProtocol client(EndpointSpec endpoint);
}
