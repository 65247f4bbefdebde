package apex.lb;

import apex.spi.settings.Schema;
import java.lang.invoke.MethodHandles;

/** The settings of a balancer that has none. */
record NoSettings() {
    static final Schema<NoSettings> SCHEMA = Schema.of(MethodHandles.lookup(), NoSettings.class);
}
