package apex.app.config;

import apex.spi.settings.Place;
import apex.spi.settings.Schema;
import apex.spi.settings.Setting;
import apex.spi.settings.SettingsTable;
import apex.spi.settings.SettingsValue;
import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** The keys of {@code [admin]}. */
record AdminSection(
        @Setting(
                value = "loopback address of /live, /ready and /metrics: host:port or [v6]:port",
                byDefault = DEFAULT_LISTEN)
        String listen,

        @Setting(value = "whether there are /live, /ready and /metrics", byDefault = "true")
        boolean enabled) {
    private static final String DEFAULT_LISTEN = "127.0.0.1:9180";

    /** The schema. */
    static final Schema<AdminSection> SCHEMA = Schema.of(MethodHandles.lookup(), AdminSection.class);

    /** What the table {@code admin} of {@code root} says. */
    static AdminSettings read(Section section, SettingsTable root) {
        SettingsTable table = section.table(root, "admin", "a table, written [admin]")
                .orElseGet(() -> SettingsTable.empty(Place.DEFAULT));
        boolean enabled = section.bind(SCHEMA, table, List.of())
                .map(AdminSection::enabled)
                .orElse(true);
        SettingsValue listen = table.values().get("listen");
        // Not from the record: that is missing when another key is wrong.
        if (listen == null || !(listen.value() instanceof String text)) {
            return new AdminSettings(enabled, address(DEFAULT_LISTEN).orElseThrow(), true, Place.DEFAULT);
        }
        Optional<String> flaw = SocketName.flaw(text);
        Optional<InetSocketAddress> address =
                flaw.isPresent() || text.startsWith("unix:") ? Optional.empty() : address(text);
        if (flaw.isPresent()) {
            section.problem(listen.place(), "admin.listen: " + flaw.get());
        } else if (address.isEmpty()) {
            section.problem(
                    listen.place(),
                    "admin.listen: \"" + text
                            + "\" is no loopback address (expected: 127.0.0.1:port, [::1]:port or localhost:port)",
                    "to ask from elsewhere, forward the port, for example ssh -L 9180:127.0.0.1:9180");
        }
        return new AdminSettings(
                enabled, address.orElseGet(() -> address(DEFAULT_LISTEN).orElseThrow()), false, listen.place());
    }

    /** A well-formed {@code host:port} on the loopback interface; names other than localhost could lead anywhere. */
    private static Optional<InetSocketAddress> address(String text) {
        int colon = text.lastIndexOf(':');
        int port = Integer.parseInt(text.substring(colon + 1));
        String host = text.substring(0, colon).replaceAll("[\\[\\]]", "");
        if (host.equalsIgnoreCase("localhost")) {
            return Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
        try {
            InetAddress address = InetAddress.ofLiteral(host);
            return address.isLoopbackAddress() ? Optional.of(new InetSocketAddress(address, port)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
