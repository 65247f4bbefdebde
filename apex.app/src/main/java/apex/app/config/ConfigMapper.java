package apex.app.config;

import apex.kernel.config.Cidr;
import apex.kernel.config.GatewayConfig;
import apex.kernel.config.RouteConfig;
import apex.kernel.config.ServerConfig;
import apex.spi.settings.Place;
import apex.spi.settings.Problem;
import apex.spi.settings.SettingsTable;
import apex.spi.settings.SettingsValue;
import java.util.ArrayList;
import java.util.List;

/** Turns the tables of one configuration into records and finds everything that is wrong with them. */
public final class ConfigMapper {
    private static final List<String> ROOT_KEYS = List.of("server", "routes");

    private final List<Problem> problems = new ArrayList<>();
    private final Section section = new Section(problems);
    private final Steps steps = new Steps(section);

    private ConfigMapper() {}

    /** The configuration that {@code root} says. */
    public static Reading map(SettingsTable root) {
        return new ConfigMapper().read(root);
    }

    private Reading read(SettingsTable root) {
        section.checkKeys(root, ROOT_KEYS);
        SettingsTable table = section.table(root, "server", "a table, written [server]")
                .orElseGet(() -> SettingsTable.empty(Place.DEFAULT));
        ServerSection values = section.bind(ServerSection.SCHEMA, table, ServerSection.OTHERS)
                .orElseGet(() -> ServerSection.SCHEMA.bind(SettingsTable.empty(Place.DEFAULT)));
        ServerConfig server = server(table, values);
        List<RouteConfig> routes = new RouteMapper(section, steps).routes(root);
        AppSettings settings = new AppSettings(values.workers(), values.io(), values.logLevel(), values.drainTimeout());
        return new Reading(new AppConfig(new GatewayConfig(server, routes), settings), problems);
    }

    private ServerConfig server(SettingsTable table, ServerSection values) {
        SettingsValue listen = table.values().get("listen");
        Place place = listen == null ? Place.DEFAULT : listen.place();
        // Not from values: those are all defaults when another key is wrong.
        if (listen != null && listen.value() instanceof String text) {
            SocketName.flaw(text).ifPresent(flaw -> section.problem(place, "listen: " + flaw));
        }
        return new ServerConfig(
                values.listen(),
                place,
                values.timeoutSecs() * 1000L,
                values.connectTimeout().toMillis(),
                values.queueTimeout().toMillis(),
                values.headerTimeout().toMillis(),
                values.idleTimeout().toMillis(),
                values.poolIdleTimeout().toMillis(),
                values.maxConnectionsPerBackend(),
                trustedProxies(table),
                Steps.withImplied(steps.filters(table), values.requestId(), values.accessLog()));
    }

    private List<Cidr> trustedProxies(SettingsTable table) {
        List<Cidr> blocks = new ArrayList<>();
        for (SettingsValue value : section.array(table, "trusted_proxies", "an array such as [\"10.0.0.0/8\"]")) {
            if (!(value.value() instanceof String text)) {
                section.problem(
                        value.place(),
                        "trusted_proxies: " + Section.found(value) + " (expected: a string such as \"10.0.0.0/8\")");
                continue;
            }
            try {
                blocks.add(Cidr.parse(text));
            } catch (IllegalArgumentException e) {
                section.problem(value.place(), "trusted_proxies: " + e.getMessage());
            }
        }
        return blocks;
    }
}
