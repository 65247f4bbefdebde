package apex.net.proxy;

import apex.spi.thread.Frozen;
import java.net.InetSocketAddress;

/**
 * What a header of the PROXY protocol says of the ends of the client's connection. Both are null when it says nothing, as for the
 * proxy's own checks: then the connection's own ends count.
 *
 * @param source the client
 * @param destination where the client connected to
 */
@Frozen
public record ProxiedEnds(InetSocketAddress source, InetSocketAddress destination) {
    static final ProxiedEnds UNTOLD = new ProxiedEnds(null, null);
}
