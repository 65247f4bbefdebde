package apex.app.section;

import apex.spi.settings.Schema;
import apex.spi.settings.Setting;
import java.lang.invoke.MethodHandles;

/** The key of {@code [http]} that routes can say for themselves. */
public record PathSection(
        @Setting(
                value = "paths with dot segments or encoded slashes and control bytes: refuse (400) or forward",
                byDefault = "refuse")
        AmbiguousPaths ambiguousPaths) {
    /** The schema. */
    public static final Schema<PathSection> SCHEMA = Schema.of(MethodHandles.lookup(), PathSection.class);
}
