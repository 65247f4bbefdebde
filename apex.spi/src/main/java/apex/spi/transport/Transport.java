package apex.spi.transport;

import apex.spi.listen.ListenerSpec;
import apex.spi.thread.Cold;
import java.io.IOException;
import java.util.List;

/** A transport at work. */
@Cold
public interface Transport extends AutoCloseable {
    /** Whether this is an address that the transport can bind: nothing when it is, else what is wrong with it, for people. */
    List<String> check(ListenerSpec listener);

    /**
     * Opens a listener and starts to accept.
     *
     * @throws IOException when the address cannot be bound; the message names address, reason and way out
     */
    Binding bind(ListenerSpec listener, ExchangeFactory factory) throws IOException;

    /** A connector for an endpoint; opens nothing yet. */
    Connector connector(EndpointSpec endpoint);

    /** Closes every connection that is left. */
    @Override
    void close();
}
