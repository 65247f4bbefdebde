package apex.app.toml;

import apex.app.config.AppConfig;
import apex.app.config.AppSettings;
import apex.kernel.config.BackendConfig;
import apex.kernel.config.RouteConfig;
import apex.kernel.config.RoutePolicy;
import apex.kernel.config.ServerConfig;
import apex.kernel.config.StepConfig;
import apex.spi.listen.ConnectionLimits;
import apex.spi.listen.HeadLimits;
import apex.spi.listen.ListenerSpec;
import apex.spi.listen.ProxyPolicy;
import apex.spi.settings.Durations;
import apex.spi.settings.SettingsTable;
import apex.spi.settings.SettingsValue;
import apex.spi.transport.ProxyHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration as the golden files show it. */
final class ConfigText {
    private ConfigText() {}

    static List<String> lines(AppConfig config) {
        List<String> lines = new ArrayList<>();
        ServerConfig server = config.gateway().server();
        AppSettings settings = config.settings();
        ListenerSpec listener = server.listener();
        lines.add("listen " + listener.address() + " @ " + listener.place());
        lines.add("connect " + time(server.connectTimeoutMillis()) + ", queue " + time(server.queueTimeoutMillis())
                + ", header " + time(listener.heads().timeoutMillis()) + ", idle "
                + time(listener.connections().idleMillis()) + ", pool idle " + time(server.poolIdleTimeoutMillis())
                + ", drain " + Durations.format(settings.drainTimeout()));
        lines.add("max connections " + server.maxConnectionsPerBackend() + ", workers " + settings.workers() + ", io "
                + settings.io() + ", log " + settings.logLevel());
        if (!settings.admin().isDefault() || !settings.admin().enabled()) {
            lines.add("admin " + (settings.admin().enabled() ? "" : "off, ")
                    + settings.admin().text() + " @ " + settings.admin().place());
        }
        lines.add("trusted " + server.trustedProxies());
        lines.add("filters " + steps(server.filters()));
        HeadLimits heads = listener.heads();
        ConnectionLimits connections = listener.connections();
        addUnless(
                "heads 16384 in 100 of 8192, target 8192; connections 0, per client 0, requests 0, age 1h; memory 0",
                "heads " + heads.bytes() + " in " + heads.count() + " of " + heads.lineBytes() + ", target "
                        + heads.targetBytes() + "; connections " + connections.total() + ", per client "
                        + connections.perClient() + ", requests " + connections.requests() + ", age "
                        + time(connections.ageMillis()) + "; memory " + settings.memoryBytes(),
                lines);
        addUnless("proxies OFF nobody", "proxies " + listener.proxies().mode() + " " + from(listener), lines);
        addUnless(
                "http DROP, ABORT, []; HttpConfig[errorBodies=true, forwarded=X_FORWARDED, via=true, name=]",
                "http " + listener.http().underscores() + ", " + listener.http().halfClose() + ", "
                        + listener.http().lenient().stream().sorted().toList() + "; " + server.http(),
                lines);
        config.gateway().routes().forEach(route -> lines.addAll(lines(route)));
        return lines;
    }

    private static List<String> lines(RouteConfig route) {
        List<String> lines = new ArrayList<>();
        lines.add("route " + route.name() + " @ " + route.place() + ": " + route.host() + " " + route.pathPrefix());
        lines.add("  filters " + steps(route.filters()));
        lines.add("  balancer " + step(route.balancer()));
        RoutePolicy policy = route.policy();
        addUnless("timeout 30s", "  timeout " + time(policy.timeoutMillis()), lines);
        addUnless(
                "Pace[idleMillis=30000, requestBytesPerSecond=240, responseBytesPerSecond=240, graceMillis=5000], body 0",
                "  " + policy.pace() + ", body " + policy.maxBodyBytes(),
                lines);
        addUnless(
                "host client, paths false, trailers false, continue false",
                "  host " + policy.hostHeader() + ", paths " + policy.forwardsAmbiguousPaths() + ", trailers "
                        + policy.forwardsTrailers() + ", continue " + policy.answersContinue(),
                lines);
        addUnless("TunnelConfig[protocols=[websocket], most=0, idleMillis=3600000]", "  " + policy.tunnels(), lines);
        for (BackendConfig backend : route.backends()) {
            lines.add("  backend " + backend.url() + " @ " + backend.place() + ", weight " + backend.weight()
                    + ", check " + backend.healthCheck()
                    + (backend.proxyHeader() == ProxyHeader.NONE ? "" : ", proxy " + backend.proxyHeader()));
        }
        return lines;
    }

    private static String from(ListenerSpec listener) {
        return listener.proxies().mode() == ProxyPolicy.Mode.OFF
                ? "nobody"
                : listener.proxies().from().toString();
    }

    /** Defaults would fill every file. */
    private static void addUnless(String usual, String line, List<String> lines) {
        if (!line.strip().equals(usual)) {
            lines.add(line);
        }
    }

    private static String time(long millis) {
        return Durations.format(Duration.ofMillis(millis));
    }

    private static String steps(List<StepConfig> steps) {
        return steps.stream().map(ConfigText::step).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String step(StepConfig step) {
        String settings = step.settings().values().isEmpty() ? "" : " " + value(step.settings());
        return step.name() + settings + " @ " + step.place();
    }

    private static String value(Object value) {
        return switch (value) {
            case SettingsTable table ->
                table.values().entrySet().stream()
                        .map(entry ->
                                entry.getKey() + " = " + value(entry.getValue().value()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list ->
                list.stream()
                        .map(item -> value(((SettingsValue) item).value()))
                        .collect(Collectors.joining(", ", "[", "]"));
            case String text -> "\"" + text + "\"";
            default -> value.toString();
        };
    }
}
