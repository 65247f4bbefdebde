package apex.net.tcp;

import apex.net.Protocol;
import apex.net.loop.NetPlatform;
import apex.spi.Platform;
import apex.spi.transport.Transport;
import apex.spi.transport.TransportProvider;
import java.util.List;

/** The transport {@code tcp}: TCP and Unix domain sockets, spoken on by whatever protocols are there. */
public final class TcpTransportProvider implements TransportProvider {
    private static final String HTTP1 = "http/1.1";

    /** For {@link java.util.ServiceLoader}. */
    public TcpTransportProvider() {}

    @Override
    public String name() {
        return "tcp";
    }

    /**
     * Starts the transport.
     *
     * @throws IllegalArgumentException when the platform is not a {@link NetPlatform}, or when no protocol of the extensions is
     *     {@code http/1.1}
     */
    @Override
    public Transport open(Platform platform, List<?> extensions) {
        NetPlatform net = platform.as(NetPlatform.class);
        List<Protocol> protocols = extensions.stream()
                .filter(Protocol.class::isInstance)
                .map(Protocol.class::cast)
                .toList();
        Protocol http1 = protocols.stream()
                .filter(protocol -> protocol.alpn().equals(HTTP1))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("protocols: "
                        + protocols.stream().map(Protocol::alpn).toList() + " (expected: one for " + HTTP1
                        + ", provided by the module apex.http1)"));
        return new TcpTransport(net, http1);
    }

    @Override
    public List<Class<?>> extensionPoints() {
        return List.of(Protocol.class);
    }
}
