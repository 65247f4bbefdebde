package apex.app.command;

import apex.app.admin.AdminListener;
import apex.app.admin.ProcessMetrics;
import apex.app.config.AdminSettings;
import apex.app.config.AppConfig;
import apex.app.config.AppSettings;
import apex.app.process.StopSignals;
import apex.app.process.Version;
import apex.kernel.Gateway;
import apex.kernel.GatewayException;
import apex.net.loop.NetPlatform;
import apex.spi.settings.Durations;
import apex.spi.settings.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of the gateway in this process: start, what it says, wait, drain. */
final class GatewayRun {
    /** How much longer than the drain itself is waited for its end, before the process ends regardless. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Logger log = LoggerFactory.getLogger("apex");
    private final PrintWriter err;
    private final Preparation ready;
    private final Duration drain;

    GatewayRun(PrintWriter err, Preparation ready, Duration drain) {
        this.err = err;
        this.ready = ready;
        this.drain = drain;
    }

    /** Runs until a signal asks for a stop, and returns the exit code. */
    int untilStopped() throws InterruptedException {
        AppConfig config = ready.config();
        try (StopSignals signals = StopSignals.install(
                        log::warn, () -> Runtime.getRuntime().halt(Exit.FAILED));
                NetPlatform platform = platform(config.settings());
                AdminListener admin = admin(config.settings().admin(), platform);
                Gateway gateway = Gateway.start(config.gateway(), ready.plugins(), platform, GatewayRun::tidy)) {
            admin.serve(gateway::metrics).ifPresent(warning -> err.println("warning: " + warning));
            announce(platform, gateway, admin);
            String signal = signals.await();
            admin.drain("draining since " + signal);
            stop(gateway, signal);
            return Exit.OK;
        } catch (GatewayException e) {
            return Exit.failed(err, ready.problemsOf(e), "nothing was started");
        }
    }

    /** Clears the heap of what the start has left, and moves the rest out of the young generation, while no client waits for it. */
    private static void tidy() {
        System.gc();
    }

    private static NetPlatform platform(AppSettings settings) throws GatewayException {
        try {
            return NetPlatform.start(settings.workers(), settings.io(), settings.memoryBytes());
        } catch (IllegalArgumentException e) {
            throw new GatewayException(List.of(new Problem(settings.ioPlace(), "io: " + e.getMessage())));
        }
    }

    private static AdminListener admin(AdminSettings settings, NetPlatform platform) throws GatewayException {
        try {
            return AdminListener.open(
                    settings,
                    new ProcessMetrics(
                            platform.sockets().toString(), NetPlatform::directBytes, platform::memory, platform::lags));
        } catch (IOException e) {
            throw new GatewayException(List.of(new Problem(
                    settings.place(),
                    "admin.listen: " + settings.text() + ": " + e.getMessage(),
                    "choose a free port, or set admin.enabled = false")));
        }
    }

    private void announce(NetPlatform platform, Gateway gateway, AdminListener admin) {
        err.println(Version.line());
        err.println("transport: " + platform.describe() + ", "
                + Exit.count(platform.loops().size(), "worker"));
        for (SocketAddress address : gateway.addresses()) {
            err.println("listening: " + Announcement.url(address));
        }
        admin.address()
                .ifPresent(address -> err.println("admin: " + Announcement.url(address) + "/metrics, /live, /ready"));
        err.println("serving: " + Announcement.summary(ready));
        err.println("try: "
                + Announcement.curl(
                        gateway.addresses().getFirst(), ready.config().gateway()));
        err.flush();
        if (log.isDebugEnabled()) {
            ready.plugins().plugins().forEach(plugin -> log.debug("plugin {}: {}", plugin, plugin.providers()));
            gateway.describe().forEach(line -> log.debug("route {}", line));
        }
    }

    private void stop(Gateway gateway, String signal) throws InterruptedException {
        log.info(
                "{}: no new connections, waiting up to {} for exchanges in flight; a second signal ends at once",
                signal,
                Durations.format(drain));
        try {
            boolean drained = gateway.stop(drain)
                    .toCompletableFuture()
                    .get(drain.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
            if (drained) {
                log.info("stopped, every exchange was finished");
            } else {
                log.warn("stopped, exchanges that took longer than {} were cut off", Durations.format(drain));
            }
        } catch (TimeoutException _) {
            log.warn("stopped, the drain did not come to an end within {}", Durations.format(drain.plus(GRACE)));
        } catch (ExecutionException e) {
            log.error("stopped, the drain failed", e.getCause());
        }
    }
}
