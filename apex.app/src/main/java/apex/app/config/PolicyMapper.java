package apex.app.config;

import apex.app.section.AmbiguousPaths;
import apex.app.section.BodyLimits;
import apex.app.section.ExpectContinue;
import apex.app.section.RouteSection;
import apex.kernel.config.RoutePolicy;
import apex.kernel.config.TunnelConfig;
import apex.spi.exchange.FieldName;
import apex.spi.settings.Place;
import apex.spi.settings.SettingsTable;
import apex.spi.settings.SettingsValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the terms on which a route carries exchanges. */
final class PolicyMapper {
    private final Section section;

    PolicyMapper(Section section) {
        this.section = section;
    }

    /** @param bound the route's plain values; nothing after a problem, and defaults stand in */
    RoutePolicy policy(SettingsTable table, Optional<RouteSection> bound) {
        Optional<BodyLimits> bodies = section.bindKnown(BodyLimits.SCHEMA, table);
        RouteSection route = bound.orElseGet(() -> standIn(table.place()));
        BodyLimits limits = bodies.orElseGet(() -> BodyLimits.SCHEMA.bind(SettingsTable.empty(table.place())));
        refuseUnsoundHost(table);
        return new RoutePolicy(
                route.timeoutSecs() * 1000L,
                limits.pace(),
                limits.maxBodyBytes(),
                route.ambiguousPaths() == AmbiguousPaths.FORWARD,
                route.requestTrailers(),
                route.expectContinue() == ExpectContinue.ANSWER,
                route.hostHeader(),
                new TunnelConfig(
                        upgrades(table, route),
                        route.maxTunnels(),
                        route.tunnelTimeout().toMillis()));
    }

    private static RouteSection standIn(Place place) {
        Map<String, SettingsValue> name = Map.of("name", new SettingsValue("stand-in", place));
        return RouteSection.SCHEMA.bind(new SettingsTable(name, place));
    }

    private List<String> upgrades(SettingsTable table, RouteSection route) {
        if (!table.values().containsKey("upgrades")) {
            return route.upgrades();
        }
        List<String> protocols = new ArrayList<>();
        for (SettingsValue value : section.array(table, "upgrades", "an array such as [\"websocket\"]")) {
            String name = value.value() instanceof String text ? text.toLowerCase(Locale.ROOT) : "";
            if (!FieldName.isToken(name) || name.equals("h2c")) {
                section.problem(
                        value.place(),
                        "upgrades: " + Section.found(value)
                                + " (expected: the name of a protocol such as \"websocket\"; never h2c)");
            }
            protocols.add(name);
        }
        return protocols;
    }

    private void refuseUnsoundHost(SettingsTable table) {
        SettingsValue value = table.values().get("host_header");
        if (value == null || !(value.value() instanceof String host)) {
            return;
        }
        if (host.equals(RoutePolicy.HOST_OF_CLIENT) || host.equals(RoutePolicy.HOST_OF_BACKEND)) {
            return;
        }
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        String expected = null;
        if (!HostName.isValid(hasPort ? host.substring(0, colon) : host)) {
            expected = "client, backend, or a host such as app.example or app.example:8080";
        } else if (hasPort && !SocketName.isPort(host.substring(colon + 1), 1)) {
            expected = "a port from 1 to 65535 after the colon, or none";
        }
        if (expected != null) {
            section.problem(value.place(), "host_header: \"" + host + "\" (expected: " + expected + ")");
        }
    }
}
