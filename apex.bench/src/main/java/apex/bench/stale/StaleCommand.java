package apex.bench.stale;

import apex.bench.allocation.GatewayVariant;
import apex.kernel.Gateway;
import apex.kernel.GatewayException;
import apex.kernel.plugin.PluginCatalog;
import apex.kernel.plugin.PluginLoader;
import apex.net.loop.NetPlatform;
import apex.net.loop.TransportChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code apex bench stale}. */
@Command(
        name = "stale",
        description =
                "Send requests through a gateway of this JVM to a backend that closes connections at the worst moments.",
        mixinStandardHelpOptions = true)
public final class StaleCommand implements Callable<Integer> {
    private static final int MOST_REQUESTS = 100_000_000;
    private static final int MOST_CLIENTS = 10_000;
    private static final int MOST_LOOPS = 256;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many, two in five GET, two PUT, one POST (default: 100000).")
    private int requests;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "32",
            description = "Clients' connections (default: 32).")
    private int clients;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "2",
            description = "The gateway's event loops (default: 2).")
    private int workers;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the random numbers; the threads' order remains chance (default: the time).")
    private Long seed;

    @Option(
            names = "--io",
            paramLabel = "KIND",
            defaultValue = "AUTO",
            description = "AUTO, IO_URING, EPOLL or NIO (default: AUTO).")
    private TransportChoice io;

    /** A command that picocli fills in. */
    public StaleCommand() {
        // Fields are set by their annotations.
    }

    /** Sends and judges; 1 when a rule was broken. */
    @Override
    public Integer call() throws IOException, GatewayException, InterruptedException {
        check("--requests", requests, MOST_REQUESTS);
        check("--clients", clients, MOST_CLIENTS);
        check("--workers", workers, MOST_LOOPS);
        long random = seed == null ? System.nanoTime() : seed;
        ModuleLayer own = StaleCommand.class.getModule().getLayer();
        Ledger ledger = new Ledger(requests);
        try (FickleBackend backend = FickleBackend.start(ledger, random);
                PluginCatalog catalog = PluginLoader.load(List.of(), own == null ? ModuleLayer.boot() : own);
                NetPlatform platform = NetPlatform.start(workers, io);
                Gateway gateway = Gateway.start(
                        GatewayVariant.plain()
                                .config("http://127.0.0.1:" + backend.address().getPort()),
                        catalog,
                        platform)) {
            InetSocketAddress address = (InetSocketAddress) gateway.addresses().getFirst();
            long began = System.nanoTime();
            Verdict verdict = new StaleRun(requests, ledger).send(address, clients, random);
            double seconds = (System.nanoTime() - began) / 1e9;
            report(verdict, ledger, platform.describe(), String.format(Locale.ROOT, "%.1f", seconds), random);
            return verdict.broken() == 0 ? 0 : 1;
        }
    }

    private void report(Verdict verdict, Ledger ledger, String transport, String seconds, long random) {
        List<String> lines = new ArrayList<>();
        lines.add("| the backend closed | FIN | close | RST |");
        lines.add("|---|---|---|---|");
        for (Moment moment : Moment.values()) {
            lines.add("| %s | %d | %d | %d |"
                    .formatted(
                            moment.words(),
                            ledger.closes(moment, Manner.FIN),
                            ledger.closes(moment, Manner.CLOSE),
                            ledger.closes(moment, Manner.RESET)));
        }
        lines.add("");
        lines.add("- %d clients, %d loops, %s; %s s; seed %d".formatted(clients, workers, transport, seconds, random));
        lines.addAll(verdict.lines());
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }

    private void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(spec.commandLine(), option + ": " + value + " (expected: 1 to " + most + ")");
        }
    }
}
