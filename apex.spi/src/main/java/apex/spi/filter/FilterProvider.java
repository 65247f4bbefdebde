package apex.spi.filter;

import apex.spi.settings.Schema;
import apex.spi.thread.Cold;

/**
 * Makes filters of one kind, from settings. A plugin module declares {@code provides FilterProvider with …}; the class is public
 * with a public constructor without parameters and without side effects.
 *
 * @param <S> the record of the settings
 */
@Cold
public interface FilterProvider<S extends Record> {
    /** The name by which configurations call it, for example {@code request-id}: lower-case letters, digits and hyphens. */
    String name();

    /** The settings, each with type, default and range. */
    Schema<S> settings();

    /**
     * A filter for one place in one chain.
     *
     * @throws apex.spi.settings.SettingsException when the settings cannot work together
     */
    Filter create(S settings, FilterContext context);

    /** What must stand before or after it in a chain. */
    default Ordering ordering() {
        return Ordering.ANYWHERE;
    }
}
