package apex.spi.lb;

import apex.spi.settings.Schema;
import apex.spi.thread.Cold;

/**
 * Makes balancers of one kind. A plugin module declares {@code provides BalancerProvider with …}; the class is public with a
 * public constructor without parameters and without side effects.
 *
 * @param <S> the record of the settings
 */
@Cold
public interface BalancerProvider<S extends Record> {
    /** The name by which configurations call it, for example {@code round_robin}: lower-case letters, digits and underscores. */
    String name();

    /** The settings, each with type, default and range. */
    Schema<S> settings();

    /** A balancer for one upstream on one loop. */
    Balancer create(S settings, BalancerContext context);
}
