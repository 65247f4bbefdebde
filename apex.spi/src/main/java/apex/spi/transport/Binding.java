package apex.spi.transport;

import apex.spi.exchange.Reason;
import apex.spi.thread.Cold;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;

/** A bound listener. */
@Cold
public interface Binding {
    /** Where it listens, with the ports that the system chose. */
    List<SocketAddress> addresses();

    /** Stops accepting, closes idle connections, and lets the others close after their present exchange. */
    void drain();

    /** Client connections that are open. Any thread. */
    int openConnections();

    /** Client connections that were accepted in all. Any thread. */
    long acceptedConnections();

    /** How many connections were refused before their first exchange, by reason. Any thread. */
    Map<Reason, Long> refusedConnections();
}
