package apex.app.toml;

import apex.app.config.AppConfig;
import apex.app.config.AppSettings;
import apex.kernel.config.BackendConfig;
import apex.kernel.config.RouteConfig;
import apex.kernel.config.ServerConfig;
import apex.kernel.config.StepConfig;
import apex.spi.settings.Durations;
import apex.spi.settings.SettingsTable;
import apex.spi.settings.SettingsValue;
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
        lines.add("listen " + server.listen() + " @ " + server.place());
        lines.add("timeout " + time(server.timeoutMillis()) + ", connect " + time(server.connectTimeoutMillis())
                + ", queue " + time(server.queueTimeoutMillis()) + ", header " + time(server.headTimeoutMillis())
                + ", idle " + time(server.idleTimeoutMillis()) + ", pool idle " + time(server.poolIdleTimeoutMillis())
                + ", drain " + Durations.format(settings.drainTimeout()));
        lines.add("max connections " + server.maxConnectionsPerBackend() + ", workers " + settings.workers() + ", io "
                + settings.io() + ", log " + settings.logLevel());
        lines.add("trusted " + server.trustedProxies());
        lines.add("filters " + steps(server.filters()));
        config.gateway().routes().forEach(route -> lines.addAll(lines(route)));
        return lines;
    }

    private static List<String> lines(RouteConfig route) {
        List<String> lines = new ArrayList<>();
        lines.add("route " + route.name() + " @ " + route.place() + ": " + route.host() + " " + route.pathPrefix());
        lines.add("  filters " + steps(route.filters()));
        lines.add("  balancer " + step(route.balancer()));
        for (BackendConfig backend : route.backends()) {
            lines.add("  backend " + backend.url() + " @ " + backend.place() + ", weight " + backend.weight()
                    + ", check " + backend.healthCheck());
        }
        return lines;
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
