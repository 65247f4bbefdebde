package apex.spi.settings;

/**
 * One value of a configuration with its place.
 *
 * @param value a {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@code List<SettingsValue>} or {@link
 *     SettingsTable}
 */
public record SettingsValue(Object value, Place place) {
    /** What kind of value it is, for messages: string, integer, float, boolean, array or table. */
    public String kind() {
        return switch (value) {
            case String _ -> "string";
            case Long _ -> "integer";
            case Double _ -> "float";
            case Boolean _ -> "boolean";
            case SettingsTable _ -> "table";
            case java.util.List<?> _ -> "array";
            default -> value.getClass().getSimpleName();
        };
    }
}
