package apex.app.config;

import apex.app.section.BodyLimits;
import apex.app.section.HttpSection;
import apex.app.section.LimitsSection;
import apex.app.section.PathSection;
import apex.app.section.ProxyMode;
import apex.app.section.ServerSection;
import apex.kernel.config.Cidr;
import apex.kernel.config.GatewayConfig;
import apex.kernel.config.RouteConfig;
import apex.kernel.config.ServerConfig;
import apex.spi.listen.ConnectionLimits;
import apex.spi.listen.HeadLimits;
import apex.spi.listen.HttpPolicy;
import apex.spi.listen.Leniency;
import apex.spi.listen.ListenerSpec;
import apex.spi.listen.ProxyPolicy;
import apex.spi.settings.Place;
import apex.spi.settings.Problem;
import apex.spi.settings.Schema;
import apex.spi.settings.SettingsTable;
import apex.spi.settings.SettingsValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns the tables of one configuration into records and finds everything that is wrong with them. */
public final class ConfigMapper {
    private static final List<String> ROOT_KEYS = List.of("server", "limits", "http", "admin", "routes");
    private static final String BLOCKS = "an array such as [\"10.0.0.0/8\"]";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]*");

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
        SettingsTable server = table(root, "server");
        SettingsTable limits = table(root, "limits");
        SettingsTable http = table(root, "http");
        Optional<ServerSection> serverValues = section.bind(ServerSection.SCHEMA, server, ServerSection.OTHERS);
        Optional<LimitsSection> limitsValues = section.bind(LimitsSection.SCHEMA, limits, names(BodyLimits.SCHEMA));
        Optional<BodyLimits> bodies = section.bindKnown(BodyLimits.SCHEMA, limits);
        Optional<HttpSection> httpValues =
                section.bind(HttpSection.SCHEMA, http, List.of(HttpSection.LENIENT, RouteMapper.AMBIGUOUS_PATHS));
        boolean soundPaths = section.bindKnown(PathSection.SCHEMA, http).isPresent();
        ServerSection known = serverValues.orElseGet(() -> byDefault(ServerSection.SCHEMA));
        LimitsSection knownLimits = limitsValues.orElseGet(() -> byDefault(LimitsSection.SCHEMA));
        HttpSection knownHttp = httpValues.orElseGet(() -> byDefault(HttpSection.SCHEMA));
        refuseUnsoundName(http);
        HttpPolicy policy =
                new HttpPolicy(knownHttp.underscores(), knownHttp.halfClose(), lenient(http), knownHttp.errorBodies());
        List<Cidr> trusted = blocks(server, "trusted_proxies");
        ServerConfig config = new ServerConfig(
                listener(server, known, knownLimits, policy, new Blocks(trusted)),
                known.connectTimeout().toMillis(),
                known.queueTimeout().toMillis(),
                known.poolIdleTimeout().toMillis(),
                known.maxConnectionsPerBackend(),
                trusted,
                knownHttp.config(),
                Steps.withImplied(steps.filters(server), known.requestId(), known.accessLog()));
        SettingsTable inherited = Section.merged(
                serverValues.isPresent() ? server : null, List.of(RouteMapper.TIMEOUT_SECS),
                bodies.isPresent() ? limits : null, names(BodyLimits.SCHEMA),
                soundPaths ? http : null, List.of(RouteMapper.AMBIGUOUS_PATHS));
        List<RouteConfig> routes = new RouteMapper(section, steps, inherited).routes(root);
        AppSettings settings = new AppSettings(
                known.workers(),
                known.io(),
                placeOf(server, "io"),
                known.logLevel(),
                known.drainTimeout(),
                knownLimits.memoryMib() * 1024L * 1024L,
                AdminSection.read(section, root));
        return new Reading(new AppConfig(new GatewayConfig(config, routes), settings), problems);
    }

    private SettingsTable table(SettingsTable root, String name) {
        return section.table(root, name, "a table, written [" + name + "]")
                .orElseGet(() -> SettingsTable.empty(Place.DEFAULT));
    }

    private static Place placeOf(SettingsTable table, String key) {
        SettingsValue value = table.values().get(key);
        return value == null ? Place.DEFAULT : value.place();
    }

    private static <S extends Record> S byDefault(Schema<S> schema) {
        return schema.bind(SettingsTable.empty(Place.DEFAULT));
    }

    private static List<String> names(Schema<?> schema) {
        return schema.keys().stream().map(Schema.Key::name).toList();
    }

    private ListenerSpec listener(
            SettingsTable table, ServerSection values, LimitsSection limits, HttpPolicy policy, Blocks exempt) {
        SettingsValue listen = table.values().get("listen");
        Place place = placeOf(table, "listen");
        // Not from values: those are all defaults when another key is wrong.
        if (listen != null && listen.value() instanceof String text) {
            SocketName.flaw(text).ifPresent(flaw -> section.problem(place, "listen: " + flaw));
        }
        HeadLimits heads = new HeadLimits(
                values.headerTimeout().toMillis(),
                limits.maxHeaderBytes(),
                limits.maxHeaderCount(),
                limits.maxHeaderLineBytes(),
                limits.maxTargetBytes());
        ConnectionLimits connections = new ConnectionLimits(
                values.idleTimeout().toMillis(),
                limits.maxConnections(),
                limits.maxConnectionsPerClient(),
                limits.maxRequestsPerConnection(),
                limits.maxConnectionAge().toMillis(),
                exempt);
        return new ListenerSpec(values.listen(), place, heads, connections, policy, proxies(table, values));
    }

    private ProxyPolicy proxies(SettingsTable table, ServerSection values) {
        List<Cidr> from = blocks(table, "proxy_protocol_from");
        boolean off = values.proxyProtocol() == ProxyMode.OFF;
        SettingsValue mode = table.values().get("proxy_protocol");
        SettingsValue list = table.values().get("proxy_protocol_from");
        if (!off && list == null) {
            section.problem(
                    mode.place(),
                    "proxy_protocol: nobody is believed without proxy_protocol_from (expected: " + BLOCKS + ")",
                    "name the addresses of the proxies in front, for example proxy_protocol_from = [\"10.0.0.0/8\"]");
        }
        if (off && list != null && mode == null) {
            section.problem(
                    list.place(),
                    "proxy_protocol_from: without effect (expected: proxy_protocol = \"require\" or \"mixed\" beside it)");
        }
        return off ? ProxyPolicy.OFF : new ProxyPolicy(values.proxyProtocol().mode(), new Blocks(from));
    }

    /** The name is a part of fields, as a token (RFC 9110 section 5.6.2) and as an obfuscated identifier (RFC 7239 section 6.3). */
    private void refuseUnsoundName(SettingsTable http) {
        SettingsValue name = http.values().get("name");
        if (name != null
                && name.value() instanceof String text
                && !NAME.matcher(text).matches()) {
            section.problem(
                    name.place(),
                    "name: \"" + text
                            + "\" (expected: letters, digits and ._- such as edge-1, or empty for one made up)");
        }
    }

    private Set<Leniency> lenient(SettingsTable http) {
        Set<Leniency> all = EnumSet.noneOf(Leniency.class);
        for (SettingsValue value : section.array(http, HttpSection.LENIENT, "an array of names")) {
            Optional<Leniency> found = Arrays.stream(Leniency.values())
                    .filter(each -> name(each).equals(value.value()))
                    .findFirst();
            found.ifPresentOrElse(
                    all::add,
                    () -> section.problem(
                            value.place(),
                            "lenient: " + Section.found(value) + " (expected: "
                                    + Arrays.stream(Leniency.values())
                                            .map(ConfigMapper::name)
                                            .collect(Collectors.joining(", "))
                                    + ")"));
        }
        return all;
    }

    private static String name(Leniency leniency) {
        return leniency.name().toLowerCase(Locale.ROOT);
    }

    private List<Cidr> blocks(SettingsTable table, String key) {
        List<Cidr> blocks = new ArrayList<>();
        for (SettingsValue value : section.array(table, key, BLOCKS)) {
            if (!(value.value() instanceof String text)) {
                section.problem(
                        value.place(),
                        key + ": " + Section.found(value) + " (expected: a string such as \"10.0.0.0/8\")");
                continue;
            }
            try {
                blocks.add(Cidr.parse(text));
            } catch (IllegalArgumentException e) {
                section.problem(value.place(), key + ": " + e.getMessage());
            }
        }
        return blocks;
    }
}
