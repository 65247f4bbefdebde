package apex.spi.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys and values of a configuration, in the order of the file, of whatever syntax it has. */
public record SettingsTable(Map<String, SettingsValue> values, Place place) {
    /** Copies the map and keeps its order. */
    public SettingsTable {
        values = values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** A table without keys. */
    public static SettingsTable empty(Place place) {
        return new SettingsTable(Map.of(), place);
    }
}
