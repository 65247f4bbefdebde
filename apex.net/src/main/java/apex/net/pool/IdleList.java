package apex.net.pool;

import apex.spi.exchange.Peer;
import apex.spi.thread.Apart;
import apex.spi.transport.Acquirer;
import java.util.IdentityHashMap;
import java.util.Map;

/** The idle connections of one pool by age, and, where each serves one client only, by client. */
final class IdleList extends Apart {
    /** The newest of each client; null where connections serve anybody. */
    private final Map<Peer, PooledConnection> byClient;

    private PooledConnection newest;
    private PooledConnection oldest;
    private int count;

    /** For other loops to read: a copy of {@link #count}. */
    private volatile int published;

    IdleList(boolean perClient) {
        byClient = perClient ? new IdentityHashMap<>() : null;
    }

    /** How many there are. Any thread. */
    int count() {
        return published;
    }

    PooledConnection oldest() {
        return oldest;
    }

    /** The newest that can serve this acquirer; null when there is none. */
    PooledConnection newestFor(Acquirer acquirer) {
        return byClient == null ? newest : byClient.get(acquirer.peer());
    }

    void add(PooledConnection connection) {
        connection.older = newest;
        if (newest == null) {
            oldest = connection;
        } else {
            newest.newer = connection;
        }
        newest = connection;
        published = ++count;
        if (byClient != null) {
            connection.olderOfClient = byClient.put(connection.client(), connection);
        }
    }

    void remove(PooledConnection connection) {
        if (connection.older == null) {
            oldest = connection.newer;
        } else {
            connection.older.newer = connection.newer;
        }
        if (connection.newer == null) {
            newest = connection.older;
        } else {
            connection.newer.older = connection.older;
        }
        connection.older = null;
        connection.newer = null;
        published = --count;
        if (byClient != null) {
            removeFromClient(connection);
        }
    }

    private void removeFromClient(PooledConnection connection) {
        PooledConnection at = byClient.get(connection.client());
        if (at != connection) {
            while (at.olderOfClient != connection) {
                at = at.olderOfClient;
            }
            at.olderOfClient = connection.olderOfClient;
        } else if (connection.olderOfClient == null) {
            byClient.remove(connection.client());
        } else {
            byClient.put(connection.client(), connection.olderOfClient);
        }
        connection.olderOfClient = null;
    }
}
