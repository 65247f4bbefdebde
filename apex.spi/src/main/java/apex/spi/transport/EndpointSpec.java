package apex.spi.transport;

import apex.spi.lb.Endpoint;
import apex.spi.settings.Place;
import apex.spi.thread.Cold;

/**
 * What a transport has to connect to.
 *
 * @param endpoint its identity; the URL's scheme is {@code http} or {@code unix}
 * @param place where it was asked for, for messages
 * @param maxConnections the most connections of the whole process
 * @param queueLimit the most exchanges of the whole process that wait for one of them
 * @param connectTimeoutMillis for connecting, all addresses of a name together
 * @param queueTimeoutMillis for waiting for a connection
 * @param idleTimeoutMillis how long a connection is kept for reuse
 * @param proxyHeader how connections tell the client; when they do, each serves one client connection only
 */
@Cold
public record EndpointSpec(
        Endpoint endpoint,
        Place place,
        int maxConnections,
        int queueLimit,
        long connectTimeoutMillis,
        long queueTimeoutMillis,
        long idleTimeoutMillis,
        ProxyHeader proxyHeader) {}
