package apex.bench.allocation;

import apex.bench.load.Extent;
import apex.bench.load.LoadPlan;
import apex.bench.load.LoadReport;
import apex.bench.load.LoadRun;
import apex.bench.load.LoadWatcher;
import apex.bench.origin.Origin;
import apex.kernel.Gateway;
import apex.kernel.GatewayException;
import apex.kernel.plugin.PluginCatalog;
import apex.kernel.plugin.PluginLoader;
import apex.net.loop.NetPlatform;
import apex.net.loop.TransportChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code apex bench allocation}. */
@Command(
        name = "allocation",
        description = "Run gateways in this JVM and print what their event loop allocates for each request.",
        mixinStandardHelpOptions = true)
public final class AllocationCommand implements Callable<Integer> {
    private static final int FEWEST_REQUESTS = 1_000;
    private static final int BODY_BYTES = 128;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "200000",
            description = "How many are measured in each configuration (default: 200000).")
    private long requests;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many come before, on the same connections (default: 100000).")
    private long warmUp;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "16",
            description = "Clients' connections (default: 16).")
    private int connections;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            description =
                    "Only the configuration of this name: plain, request-id, headers, strip-prefix, access-log, all.")
    private String only;

    @Option(
            names = "--io",
            paramLabel = "KIND",
            defaultValue = "AUTO",
            description = "AUTO, IO_URING, EPOLL or NIO (default: AUTO).")
    private TransportChoice io;

    /** A command that picocli fills in. */
    public AllocationCommand() {
        // Fields are set by their annotations.
    }

    /** Measures and prints a line for each configuration; 1 when a request failed. */
    @Override
    public Integer call() throws IOException, GatewayException {
        check("--requests", requests, FEWEST_REQUESTS);
        check("--warm-up", warmUp, 0);
        check("--connections", connections, 1);
        Path log = Files.createTempFile("apex-bench-", ".log");
        // Also when the measurement is broken off.
        log.toFile().deleteOnExit();
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        try (Origin origin = Origin.start(anywhere, BODY_BYTES);
                PluginCatalog catalog = PluginLoader.load(List.of(), layer())) {
            return measure(
                    variants(log),
                    catalog,
                    "http://127.0.0.1:" + origin.address().getPort());
        }
    }

    private void check(String option, long value, long least) {
        if (value < least) {
            throw new ParameterException(
                    spec.commandLine(), option + ": " + value + " (expected: " + least + " or more)");
        }
    }

    private static ModuleLayer layer() {
        ModuleLayer own = AllocationCommand.class.getModule().getLayer();
        return own == null ? ModuleLayer.boot() : own;
    }

    private List<GatewayVariant> variants(Path log) {
        List<GatewayVariant> all = GatewayVariant.all(log);
        List<GatewayVariant> chosen = all.stream()
                .filter(variant -> only == null || variant.name().equals(only))
                .toList();
        if (chosen.isEmpty()) {
            List<String> names = all.stream().map(GatewayVariant::name).toList();
            throw new ParameterException(
                    spec.commandLine(), "--only: \"" + only + "\" (expected: one of " + String.join(", ", names) + ")");
        }
        return chosen;
    }

    private int measure(List<GatewayVariant> variants, PluginCatalog catalog, String backend)
            throws IOException, GatewayException {
        PrintWriter out = spec.commandLine().getOut();
        long errors = 0;
        for (GatewayVariant variant : variants) {
            try (NetPlatform platform = NetPlatform.start(1, io);
                    Gateway gateway = Gateway.start(variant.config(backend), catalog, platform)) {
                int port = ((InetSocketAddress) gateway.addresses().getFirst()).getPort();
                Bytes bytes = new Bytes(LoopAllocation.find());
                LoadReport report = LoadRun.run(plan(port), bytes);
                errors += report.errorCount();
                out.println(line(variant.name(), platform.describe(), report, bytes.allocated));
                out.flush();
            }
        }
        return errors == 0 ? 0 : 1;
    }

    private LoadPlan plan(int port) {
        return LoadPlan.get(
                URI.create("http://127.0.0.1:" + port + "/bench/resource?query=1"),
                connections,
                new Extent(LONGEST, warmUp),
                new Extent(LONGEST, requests),
                TIMEOUT);
    }

    private static String line(String name, String transport, LoadReport report, long allocated) {
        long count = report.latencies().count();
        return String.format(
                Locale.ROOT,
                "%-12s %8.2f bytes/request: %d bytes, %d requests, %d errors, %s",
                name,
                (double) allocated / Math.max(1, count),
                allocated,
                count,
                report.errorCount(),
                transport);
    }

    private static final class Bytes implements LoadWatcher {
        private final LoopAllocation loops;
        private long allocated;

        Bytes(LoopAllocation loops) {
            this.loops = loops;
        }

        @Override
        public void measuringBegins() {
            allocated = loops.bytes();
        }

        @Override
        public void measuringEnds() {
            allocated = loops.bytes() - allocated;
        }
    }
}
