package apex.spi.lb;

import apex.spi.settings.Schema;
import apex.spi.thread.Cold;

/**
 * Makes health rules of one kind.
 *
 * @param <S> the record of the settings
 */
@Cold
public interface HealthRuleProvider<S extends Record> {
    /** The name by which configurations call it, for example {@code rise_fall}. */
    String name();

    /** The settings, each with type, default and range. */
    Schema<S> settings();

    /** A rule for one endpoint, which counts as healthy until checks say otherwise. */
    HealthRule create(S settings);
}
