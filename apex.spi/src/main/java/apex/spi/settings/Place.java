package apex.spi.settings;

/**
 * Where something was said.
 *
 * @param source a file's name, {@code command line} or {@code default}
 * @param line from 1, or 0 when there is none
 * @param column from 1, or 0 when there is none
 */
public record Place(String source, int line, int column) {
    /** For what nobody configured. */
    public static final Place DEFAULT = new Place("default", 0, 0);

    /** {@code apex.toml:14:7}, or just the source. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
