package apex.bench.idle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.allocation.GatewayVariant;
import apex.bench.origin.Origin;
import apex.kernel.Gateway;
import apex.kernel.plugin.PluginCatalog;
import apex.kernel.plugin.PluginLoader;
import apex.net.loop.NetPlatform;
import apex.net.loop.TransportChoice;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An idle connection holds next to nothing, counted in the live objects of this JVM. */
@Timeout(120)
class IdleBytesTest {
    private static final int CONNECTIONS = 1_000;
    private static final int FIRST = 64;

    /** On Netty's channels it was 1,950, a hundred of which were the addresses of the client's end; past them it is about half. */
    private static final int MOST_BYTES = 2_200;

    private static final int FEWEST_BYTES = 200;

    @Test
    void idleConnectionHoldsNothingOfAnExchange() throws Exception {
        ModuleLayer layer = IdleBytesTest.class.getModule().getLayer();
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        try (Origin origin = Origin.start(anywhere, 10);
                PluginCatalog catalog = PluginLoader.load(List.of(), layer == null ? ModuleLayer.boot() : layer);
                NetPlatform platform = NetPlatform.start(1, TransportChoice.AUTO);
                Gateway gateway = Gateway.start(
                        GatewayVariant.plain()
                                .config("http://127.0.0.1:" + origin.address().getPort()),
                        catalog,
                        platform);
                IdleConnections clients = new IdleConnections(
                        (InetSocketAddress) gateway.addresses().getFirst())) {
            clients.open(FIRST);
            ClassHistogram before = histogram();
            long direct = NetPlatform.directBytes();
            clients.open(CONNECTIONS);
            ClassHistogram more = histogram().since(before);
            long bytes = more.bytes(IdleBytesTest::isOurs) + NetPlatform.directBytes() - direct;
            String found = String.join("\n", new IdleReport(CONNECTIONS, more, 0, 0).lines(60));
            assertTrue(bytes <= (long) MOST_BYTES * CONNECTIONS, () -> bytes + " of " + found);
            assertTrue(bytes >= (long) FEWEST_BYTES * CONNECTIONS, () -> "something is not counted: " + found);
        }
    }

    /** What the gateway may hold: not the sockets of the client, and not the texts of the test, which live here, too. */
    private static boolean isOurs(String name) {
        return name.startsWith("apex.") && !name.startsWith("apex.bench.")
                || name.startsWith("io.netty.")
                || name.startsWith("java.net.")
                || name.equals("[I")
                || name.equals("[J")
                || name.equals("[Ljava.lang.Object;");
    }

    private static ClassHistogram histogram() throws Exception {
        Object text = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return ClassHistogram.parse((String) text);
    }
}
