package apex.kernel;

import apex.kernel.assembly.Assembler;
import apex.kernel.assembly.Assembly;
import apex.kernel.chain.Dispatcher;
import apex.kernel.config.GatewayConfig;
import apex.kernel.config.ServerConfig;
import apex.kernel.count.CounterRegistry;
import apex.kernel.metrics.MetricFamily;
import apex.kernel.plugin.PluginCatalog;
import apex.kernel.upstream.HealthCheck;
import apex.kernel.upstream.Upstream;
import apex.spi.Platform;
import apex.spi.settings.Problem;
import apex.spi.settings.SettingsException;
import apex.spi.transport.Binding;
import apex.spi.transport.Transport;
import apex.spi.transport.TransportProvider;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;

/** A running gateway: one generation behind one listener. */
public final class Gateway implements AutoCloseable {
    private static final String TRANSPORT = "tcp";
    private static final long DRAIN_POLL_NANOS = 10_000_000;

    private final GatewayConfig config;
    private final CounterRegistry counters;
    private final Assembly assembly;
    private final Transport transport;
    private final Dispatcher dispatcher;
    private final Binding binding;
    private final LoadExchange loads;

    private Gateway(
            GatewayConfig config,
            CounterRegistry counters,
            Assembly assembly,
            Transport transport,
            Dispatcher dispatcher,
            Binding binding,
            LoadExchange loads) {
        this.config = config;
        this.counters = counters;
        this.assembly = assembly;
        this.transport = transport;
        this.dispatcher = dispatcher;
        this.binding = binding;
        this.loads = loads;
    }

    /** Everything that would keep {@code config} from starting, as far as it can be told without opening anything. */
    public static List<Problem> check(GatewayConfig config, PluginCatalog catalog) {
        try {
            Platform dry = new DryPlatform();
            CounterRegistry counters = new CounterRegistry(dry.loops().size());
            new Assembler(config, catalog, dry, counters, _ -> new DryConnector()).assemble();
            return List.of();
        } catch (SettingsException e) {
            return e.problems();
        }
    }

    /**
     * Assembles {@code config}, binds its listener and starts.
     *
     * @throws GatewayException with all problems; nothing is left open then
     */
    public static Gateway start(GatewayConfig config, PluginCatalog catalog, Platform platform)
            throws GatewayException {
        return start(config, catalog, platform, () -> {});
    }

    /**
     * The same.
     *
     * @param beforeOpening runs once, on this thread, when all is assembled and no client can come yet
     * @throws GatewayException with all problems; nothing is left open then
     */
    public static Gateway start(GatewayConfig config, PluginCatalog catalog, Platform platform, Runnable beforeOpening)
            throws GatewayException {
        ServerConfig server = config.server();
        TransportProvider provider = catalog.transport(TRANSPORT)
                .orElseThrow(() -> new GatewayException(List.of(new Problem(
                        server.listener().place(),
                        "transport " + TRANSPORT + ": nothing provides it",
                        "put the module apex.net on the module path"))));
        Transport transport = provider.open(platform, extensions(provider, catalog));
        try {
            return start(config, catalog, platform, transport, beforeOpening);
        } catch (GatewayException | RuntimeException | Error e) {
            transport.close();
            throw e;
        }
    }

    private static Gateway start(
            GatewayConfig config, PluginCatalog catalog, Platform platform, Transport transport, Runnable beforeOpening)
            throws GatewayException {
        ServerConfig server = config.server();
        CounterRegistry counters = new CounterRegistry(platform.loops().size());
        Assembly assembly;
        try {
            assembly = new Assembler(config, catalog, platform, counters, transport::connector).assemble();
        } catch (SettingsException e) {
            throw new GatewayException(e.problems());
        }
        Dispatcher dispatcher = new Dispatcher(platform.loops(), counters, assembly.generation());
        beforeOpening.run();
        Binding binding;
        try {
            binding = transport.bind(server.listener(), dispatcher);
        } catch (IOException e) {
            throw new GatewayException(List.of(new Problem(server.listener().place(), e.getMessage())));
        }
        assembly.healthChecks().forEach(HealthCheck::start);
        LoadExchange loads = new LoadExchange(platform.loops(), assembly.upstreams());
        loads.start();
        return new Gateway(config, counters, assembly, transport, dispatcher, binding, loads);
    }

    private static List<?> extensions(TransportProvider provider, PluginCatalog catalog) {
        return provider.extensionPoints().stream()
                .flatMap(point -> catalog.extensions(point).stream())
                .toList();
    }

    /** Where it listens. */
    public List<SocketAddress> addresses() {
        return binding.addresses();
    }

    /** The routes with their chains as they run, a line for each. Made when it is asked for: with many routes it takes its time. */
    public List<String> describe() {
        return Assembler.describe(config);
    }

    /** Clients' connections that are open. */
    public int openConnections() {
        return binding.openConnections();
    }

    /** Exchanges that have begun and not completed, over all loops. */
    public long openExchanges() {
        return dispatcher.openExchanges();
    }

    /** Resumptions of suspended exchanges that came too late and did nothing, over all loops. */
    public long staleResumptions() {
        return dispatcher.staleResumptions();
    }

    /** All that is counted, as it stands now. Any thread; stops none. */
    public List<MetricFamily> metrics() {
        return GatewayReading.of(
                counters,
                dispatcher,
                assembly.upstreams(),
                config.server().listener().address(),
                binding);
    }

    /**
     * Stops accepting and waits until the exchanges that are under way have completed.
     *
     * @return whether they have, within {@code deadline}; the gateway still has to be closed
     */
    public CompletionStage<Boolean> stop(Duration deadline) {
        CompletableFuture<Boolean> drained = new CompletableFuture<>();
        binding.drain();
        Thread.startVirtualThread(() -> {
            long end = System.nanoTime() + deadline.toNanos();
            while (binding.openConnections() > 0 && System.nanoTime() < end) {
                LockSupport.parkNanos(DRAIN_POLL_NANOS);
            }
            drained.complete(binding.openConnections() == 0);
        });
        return drained;
    }

    @Override
    public void close() {
        loads.stop();
        assembly.healthChecks().forEach(HealthCheck::stop);
        assembly.upstreams().forEach(Upstream::close);
        transport.close();
    }
}
