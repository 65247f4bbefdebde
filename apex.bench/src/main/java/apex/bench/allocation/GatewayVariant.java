package apex.bench.allocation;

import apex.kernel.config.BackendConfig;
import apex.kernel.config.GatewayConfig;
import apex.kernel.config.HttpConfig;
import apex.kernel.config.RouteConfig;
import apex.kernel.config.RoutePolicy;
import apex.kernel.config.ServerConfig;
import apex.kernel.config.StepConfig;
import apex.kernel.config.TunnelConfig;
import apex.spi.listen.ConnectionLimits;
import apex.spi.listen.HeadLimits;
import apex.spi.listen.HttpPolicy;
import apex.spi.listen.ListenerSpec;
import apex.spi.listen.ProxyPolicy;
import apex.spi.settings.Place;
import apex.spi.settings.SettingsTable;
import apex.spi.settings.SettingsValue;
import apex.spi.transport.Pace;
import apex.spi.transport.ProxyHeader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One configuration to be measured.
 *
 * @param name for the table
 * @param filters of the listener
 */
public record GatewayVariant(String name, List<StepConfig> filters) {
    private static final Place PLACE = new Place("apex bench allocation", 0, 0);

    /** The configuration without filters. */
    public static GatewayVariant plain() {
        return new GatewayVariant("plain", List.of());
    }

    /** No filter, each filter alone, all filters; the access log goes to {@code log}. */
    static List<GatewayVariant> all(Path log) {
        StepConfig requestId = step("request-id", Map.of());
        StepConfig headers = step(
                "headers",
                Map.of("request_set", table(Map.of("X-From", "apex")), "response_add", table(Map.of("X-Via", "apex"))));
        StepConfig stripPrefix = step("strip-prefix", Map.of("prefix", "/bench"));
        StepConfig accessLog = step("access-log", Map.of("target", log.toString()));
        List<StepConfig> steps = List.of(requestId, headers, stripPrefix, accessLog);
        List<GatewayVariant> variants = new ArrayList<>();
        variants.add(plain());
        Stream.of(requestId, headers, stripPrefix, accessLog)
                .forEach(step -> variants.add(new GatewayVariant(step.name(), List.of(step))));
        variants.add(new GatewayVariant("all", steps));
        return List.copyOf(variants);
    }

    /** The whole configuration: any port of the loopback interface, one route to {@code backend}. */
    public GatewayConfig config(String backend) {
        ListenerSpec listener = new ListenerSpec(
                "127.0.0.1:0",
                PLACE,
                new HeadLimits(10_000, 16_384, 100, 8_192, 8_192),
                new ConnectionLimits(75_000, 0, 0, 0, 3_600_000),
                HttpPolicy.STRICT,
                ProxyPolicy.OFF);
        ServerConfig server =
                new ServerConfig(listener, 5_000, 5_000, 30_000, 1_000, List.of(), HttpConfig.DEFAULT, List.of());
        RoutePolicy policy = new RoutePolicy(
                30_000,
                new Pace(30_000, 240, 240, 5_000),
                0,
                false,
                false,
                false,
                RoutePolicy.HOST_OF_CLIENT,
                new TunnelConfig(List.of(), 0, 3_600_000));
        RouteConfig route = new RouteConfig(
                "bench",
                PLACE,
                "*",
                "/",
                step("round_robin", Map.of()),
                List.of(new BackendConfig(backend, PLACE, 1, null, ProxyHeader.NONE)),
                filters,
                policy);
        return new GatewayConfig(server, List.of(route));
    }

    private static StepConfig step(String name, Map<String, ?> settings) {
        return new StepConfig(name, PLACE, table(settings));
    }

    private static SettingsTable table(Map<String, ?> values) {
        Map<String, SettingsValue> table = new LinkedHashMap<>();
        values.forEach((key, value) -> table.put(key, new SettingsValue(value, PLACE)));
        return new SettingsTable(table, PLACE);
    }
}
