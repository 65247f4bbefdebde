package apex.app.config;

import apex.spi.settings.Schema;
import apex.spi.settings.Setting;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** The keys of a {@code [[routes]]} table that have one plain value. */
record RouteSection(
        @Setting(value = "unique name of the route", min = 1, max = 200)
        String name,

        @Setting(value = "exact host, or * for every host", byDefault = "*")
        String host,

        @Setting(value = "path that the route takes, with all below it", byDefault = "/")
        String pathPrefix,

        @Setting(value = "take path_prefix off before the request is sent", byDefault = "false")
        boolean stripPrefix) {
    /** The schema. */
    static final Schema<RouteSection> SCHEMA = Schema.of(MethodHandles.lookup(), RouteSection.class);

    /** The keys that are read apart. */
    static final List<String> OTHERS = List.of("backends", "load_balancing", "filters", "tls");
}
