package apex.app.config;

import apex.app.section.BackendSection;
import apex.app.section.BodyLimits;
import apex.app.section.RouteSection;
import apex.kernel.config.BackendConfig;
import apex.kernel.config.RouteConfig;
import apex.kernel.config.StepConfig;
import apex.spi.settings.Place;
import apex.spi.settings.Schema;
import apex.spi.settings.SettingsTable;
import apex.spi.settings.SettingsValue;
import apex.spi.transport.ProxyHeader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads {@code [[routes]]}. */
final class RouteMapper {
    private static final Pattern PORT = Pattern.compile(".+:\\d+");
    private static final Pattern CHECK_PATH = Pattern.compile("/[\\x21\\x22\\x24-\\x7e]*");
    private static final String BACKENDS = "an array such as [{ url = \"http://host:port\" }]";
    /** The keys that are inherited from [server] and [http]. */
    static final String TIMEOUT_SECS = "timeout_secs";

    static final String AMBIGUOUS_PATHS = "ambiguous_paths";

    private static final List<String> OTHERS = Stream.concat(
                    RouteSection.OTHERS.stream(),
                    BodyLimits.SCHEMA.keys().stream().map(Schema.Key::name))
            .toList();

    private static final String NO_HOST = "stand-in.invalid";

    private final Section section;
    private final Steps steps;
    private final SettingsTable inherited;
    private final PolicyMapper policies;
    private final Map<String, Place> names = new HashMap<>();

    /** @param inherited what is said for all routes, as far as it is sound */
    RouteMapper(Section section, Steps steps, SettingsTable inherited) {
        this.section = section;
        this.steps = steps;
        this.inherited = inherited;
        policies = new PolicyMapper(section);
    }

    /** Every route; what cannot be read of one is stood in for, so that the rest of it is checked all the same. */
    List<RouteConfig> routes(SettingsTable root) {
        List<RouteConfig> routes = new ArrayList<>();
        List<SettingsValue> values = section.array(root, "routes", "an array of tables, each written [[routes]]");
        for (SettingsValue value : values) {
            if (value.value() instanceof SettingsTable table) {
                routes.add(route(table));
            } else {
                section.problem(
                        value.place(), "routes: " + Section.found(value) + " (expected: a table, written [[routes]])");
            }
        }
        boolean absent = !root.values().containsKey("routes");
        if (absent || values.isEmpty() && root.values().get("routes").value() instanceof List<?>) {
            section.problem(
                    absent ? root.place() : root.values().get("routes").place(),
                    "routes: none (expected: at least one [[routes]] table with name and backends)");
        }
        return routes;
    }

    private RouteConfig route(SettingsTable own) {
        SettingsTable table = Section.over(own, inherited);
        refuseTakenName(table);
        Optional<RouteSection> bound = section.bind(RouteSection.SCHEMA, table, OTHERS);
        List<BackendConfig> backends = backends(table);
        Optional<StepConfig> balancer = steps.balancer(table);
        List<StepConfig> filters = steps.filters(table);
        refuseTls(table);
        Place place = table.place();
        String name = text(table, "name").orElse("");
        refuseUnsoundName(table);
        String host = text(table, "host").orElse("*");
        String prefix = text(table, "path_prefix").orElse("/");
        // Each is looked at by itself, also when another key is wrong: all problems come at once.
        boolean soundHost = isSoundHost(table, host);
        boolean soundPrefix = isSoundPrefix(table, prefix);
        if (!soundHost || !soundPrefix || !areStrings(table, "host", "path_prefix")) {
            // Where no other route can be, or the kernel would call one of the two shadowed.
            host = place + "." + NO_HOST;
            prefix = "/";
        }
        if (bound.isPresent() && bound.get().stripPrefix() && !prefix.equals("/")) {
            filters = Steps.withStripPrefix(filters, prefix, placeOf(table, "strip_prefix"));
        }
        if (backends.isEmpty()) {
            backends = List.of(new BackendConfig("http://" + NO_HOST, place, 1, null, ProxyHeader.NONE));
        }
        return new RouteConfig(
                name,
                place,
                host,
                prefix,
                balancer.orElseGet(Steps::defaultBalancer),
                backends,
                filters,
                policies.policy(table, bound));
    }

    private static Optional<String> text(SettingsTable table, String key) {
        SettingsValue value = table.values().get(key);
        return value != null && value.value() instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static boolean areStrings(SettingsTable table, String... keys) {
        for (String key : keys) {
            SettingsValue value = table.values().get(key);
            if (value != null && !(value.value() instanceof String)) {
                return false;
            }
        }
        return true;
    }

    private void refuseTakenName(SettingsTable table) {
        SettingsValue name = table.values().get("name");
        if (name == null || !(name.value() instanceof String text)) {
            return;
        }
        Place earlier = names.putIfAbsent(text, name.place());
        if (earlier != null) {
            section.problem(
                    name.place(),
                    "name: \"" + text + "\" is taken by the route at " + earlier + " (expected: a unique name)");
        }
    }

    private void refuseUnsoundName(SettingsTable table) {
        Optional<String> name = text(table, "name");
        if (name.isPresent()
                && (!name.get().isEmpty() && name.get().isBlank()
                        || name.get().chars().anyMatch(Character::isISOControl))) {
            section.problem(
                    placeOf(table, "name"), "name: blank or with control characters (expected: printable text)");
        }
    }

    private boolean isSoundHost(SettingsTable table, String host) {
        if (host.equals("*") || HostName.isValid(host)) {
            return true;
        }
        String hint = "";
        if (host.startsWith("*.")) {
            hint = "a wildcard inside a name is not known here: write one route for each host, or *";
        } else if (PORT.matcher(host).matches()) {
            hint = "leave the port out: routes match the host alone";
        } else if (host.chars().anyMatch(c -> c > 0x7f)) {
            hint = "write international names in their xn-- form";
        }
        section.problem(
                placeOf(table, "host"),
                "host: \"" + host + "\" (expected: an exact host such as example.com, or *)",
                hint);
        return false;
    }

    private boolean isSoundPrefix(SettingsTable table, String prefix) {
        if (PathPrefix.isSound(prefix)) {
            return true;
        }
        section.problem(
                placeOf(table, "path_prefix"),
                "path_prefix: \"" + prefix
                        + "\" (expected: a path that begins with /, without query, blanks, // or dot segments)");
        return false;
    }

    private List<BackendConfig> backends(SettingsTable table) {
        List<BackendConfig> backends = new ArrayList<>();
        SettingsValue given = table.values().get("backends");
        if (given == null) {
            section.problem(table.place(), "backends: missing (expected: " + BACKENDS + ")");
            return backends;
        }
        if (given.value() instanceof List<?> list && list.isEmpty()) {
            section.problem(given.place(), "backends: empty (expected: " + BACKENDS + ")");
        }
        for (SettingsValue value : section.array(table, "backends", BACKENDS)) {
            if (value.value() instanceof SettingsTable backend) {
                backend(backend).ifPresent(backends::add);
            } else {
                section.problem(
                        value.place(),
                        "backends: " + Section.found(value)
                                + " (expected: a table such as { url = \"http://host:port\" })");
            }
        }
        return backends;
    }

    private Optional<BackendConfig> backend(SettingsTable table) {
        Optional<BackendSection> bound = section.bind(BackendSection.SCHEMA, table, List.of());
        boolean checked = isSoundCheck(table);
        Optional<String> given = text(table, "url");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Place place = placeOf(table, "url");
        try {
            String url = BackendUrl.parse(given.get());
            if (bound.isEmpty() || !checked) {
                return Optional.empty();
            }
            BackendSection values = bound.get();
            String healthCheck = values.healthCheck().isEmpty() ? null : values.healthCheck();
            return Optional.of(new BackendConfig(url, place, values.weight(), healthCheck, values.proxyProtocol()));
        } catch (IllegalArgumentException e) {
            section.problem(place, "url: " + e.getMessage());
            return Optional.empty();
        }
    }

    private boolean isSoundCheck(SettingsTable table) {
        SettingsValue value = table.values().get("health_check");
        if (value == null
                || !(value.value() instanceof String path)
                || CHECK_PATH.matcher(path).matches()) {
            return true;
        }
        section.problem(
                value.place(),
                "health_check: \"" + path + "\" (expected: a path that begins with /, for example /health)");
        return false;
    }

    private void refuseTls(SettingsTable table) {
        SettingsValue tls = table.values().get("tls");
        if (tls != null) {
            section.problem(
                    tls.place(),
                    "tls: this version does not terminate TLS, and never serves such a route in clear (expected: no tls)",
                    "let a TLS terminator stand in front, or take the key out");
        }
    }

    private static Place placeOf(SettingsTable table, String key) {
        SettingsValue value = table.values().get(key);
        return value == null ? table.place() : value.place();
    }
}
