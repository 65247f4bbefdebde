package apex.e2e;

import apex.net.loop.TransportChoice;
import apex.spi.exchange.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A running gateway between a moody backend and the two places where reasons are looked for: access log and metrics. */
final class ReasonRig implements AutoCloseable {
    private final RawOrigin origin = MoodyOrigin.start();
    private final FullQueue silent = new FullQueue();
    private final Path log;
    private final RunningGateway gateway;
    private final RunningAdmin admin;

    /** @param folder has a folder {@code plugins}, and takes the log */
    ReasonRig(ReasonSetup setup, Path folder) throws IOException {
        log = folder.resolve(setup + ".log");
        gateway = RunningGateway.start(
                TransportChoice.AUTO,
                setup.toml(log.toString(), origin.url(), silent.url()),
                List.of(folder.resolve("plugins")));
        admin = RunningAdmin.of(gateway);
    }

    RunningGateway gateway() {
        return gateway;
    }

    RawOrigin origin() {
        return origin;
    }

    /** Waits until the backend was asked for {@code target}. */
    void awaitAsked(String target) {
        Eventually.holds(
                "the backend is asked for " + target,
                () -> origin.heads().stream().anyMatch(head -> head.contains(" " + target + " ")));
    }

    /** How often it has happened, as metrics say. */
    int counted(Reason reason) {
        String side = reason.side().name().toLowerCase(Locale.ROOT);
        return metric("apex_reasons_total{reason=\"" + reason.code() + "\",side=\"" + side + "\"}");
    }

    /** How many descriptors the process may have. */
    int mostDescriptors() {
        return metric("apex_process_max_fds");
    }

    private int metric(String name) {
        try {
            return admin.values().get(name).intValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of the access log that say it, as far as they have been written. */
    List<String> logged(Reason reason) {
        try {
            return Files.readString(log)
                    .lines()
                    .filter(line -> line.contains(",\"reason\":\"" + reason.code() + "\","))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        admin.close();
        origin.close();
        gateway.close();
        silent.close();
    }
}
