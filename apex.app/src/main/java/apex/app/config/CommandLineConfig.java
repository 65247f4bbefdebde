package apex.app.config;

import apex.spi.settings.Place;
import apex.spi.settings.SettingsTable;
import apex.spi.settings.SettingsValue;
import java.util.List;
import java.util.Map;

/** The configuration of a proxy that is said in one line: one listener, one route, one backend. */
public final class CommandLineConfig {
    private static final Place FROM = new Place("--from", 0, 0);
    private static final Place TO = new Place("--to", 0, 0);

    private CommandLineConfig() {}

    /** Everything that reaches {@code listen} goes to {@code url}; the keys that are not said have their defaults. */
    public static Reading of(String listen, String url) {
        SettingsValue backend = table(TO, Map.of("url", new SettingsValue(url, TO)));
        SettingsValue route = table(
                TO,
                Map.of(
                        "name", new SettingsValue("default", TO),
                        "backends", new SettingsValue(List.of(backend), TO)));
        SettingsValue server = table(FROM, Map.of("listen", new SettingsValue(listen, FROM)));
        SettingsValue routes = new SettingsValue(List.of(route), TO);
        return ConfigMapper.map(new SettingsTable(Map.of("server", server, "routes", routes), TO));
    }

    private static SettingsValue table(Place place, Map<String, SettingsValue> values) {
        return new SettingsValue(new SettingsTable(values, place), place);
    }
}
