package apex.bench.stale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.allocation.GatewayVariant;
import apex.kernel.Gateway;
import apex.kernel.plugin.PluginCatalog;
import apex.kernel.plugin.PluginLoader;
import apex.net.loop.NetPlatform;
import apex.net.loop.TransportChoice;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A backend that closes connections at the worst moments costs no idempotent request, and doubles no other. */
@Timeout(120)
class StaleRunTest {
    private static final int REQUESTS = 3_000;
    private static final long SEED = 4;

    @Test
    void noIdempotentRequestIsLostAndNoOtherIsDoubled() throws Exception {
        ModuleLayer layer = StaleRunTest.class.getModule().getLayer();
        Ledger ledger = new Ledger(REQUESTS);
        try (FickleBackend backend = FickleBackend.start(ledger, SEED);
                PluginCatalog catalog = PluginLoader.load(List.of(), layer == null ? ModuleLayer.boot() : layer);
                NetPlatform platform = NetPlatform.start(2, TransportChoice.AUTO);
                Gateway gateway = Gateway.start(
                        GatewayVariant.plain()
                                .config("http://127.0.0.1:" + backend.address().getPort()),
                        catalog,
                        platform)) {
            InetSocketAddress address = (InetSocketAddress) gateway.addresses().getFirst();
            Verdict verdict = new StaleRun(REQUESTS, ledger).send(address, 16, SEED);
            assertEquals(0, verdict.broken(), () -> String.join("\n", verdict.lines()));
            for (Moment moment : Moment.values()) {
                assertTrue(closes(ledger, moment) > 0, () -> "never " + moment.words());
            }
        }
    }

    private static int closes(Ledger ledger, Moment moment) {
        return Arrays.stream(Manner.values())
                .mapToInt(manner -> ledger.closes(moment, manner))
                .sum();
    }
}
