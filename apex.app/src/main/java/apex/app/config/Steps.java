package apex.app.config;

import apex.kernel.config.StepConfig;
import apex.spi.settings.Place;
import apex.spi.settings.SettingsTable;
import apex.spi.settings.SettingsValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Filters and balancers as configurations ask for them: by name, or as a table with a name and settings. */
final class Steps {
    private static final String REQUEST_ID = "request-id";
    private static final String ACCESS_LOG = "access-log";

    private static final StepConfig DEFAULT_BALANCER = plain("round_robin", Place.DEFAULT);

    private final Section section;

    Steps(Section section) {
        this.section = section;
    }

    /** The filters that a table asks for, in order. */
    List<StepConfig> filters(SettingsTable table) {
        List<StepConfig> steps = new ArrayList<>();
        String expected = "an array such as [\"request-id\", { name = \"headers\", … }]";
        for (SettingsValue value : section.array(table, "filters", expected)) {
            step("filters", value, "request-id").ifPresent(steps::add);
        }
        return List.copyOf(steps);
    }

    /** The balancer that a route asks for, or the default; nothing after a problem. */
    Optional<StepConfig> balancer(SettingsTable route) {
        SettingsValue value = route.values().get("load_balancing");
        return value == null ? Optional.of(defaultBalancer()) : step("load_balancing", value, "round_robin");
    }

    /** The balancer of a route that asks for none. */
    static StepConfig defaultBalancer() {
        return DEFAULT_BALANCER;
    }

    private Optional<StepConfig> step(String key, SettingsValue value, String example) {
        if (value.value() instanceof String name && !name.isBlank()) {
            return Optional.of(plain(name, value.place()));
        }
        if (!(value.value() instanceof SettingsTable table)) {
            section.problem(
                    value.place(),
                    "%s: %s (expected: a name such as \"%s\", or a table such as { name = \"%s\", … })"
                            .formatted(key, Section.found(value), example, example));
            return Optional.empty();
        }
        SettingsValue name = table.values().get("name");
        if (name == null) {
            section.problem(
                    table.place(), key + ": a table without name (expected: { name = \"" + example + "\", … })");
            return Optional.empty();
        }
        if (!(name.value() instanceof String text) || text.isBlank()) {
            section.problem(
                    name.place(), "name: " + Section.found(name) + " (expected: a name such as \"" + example + "\")");
            return Optional.empty();
        }
        Map<String, SettingsValue> settings = new LinkedHashMap<>(table.values());
        settings.remove("name");
        return Optional.of(new StepConfig(text, table.place(), new SettingsTable(settings, table.place())));
    }

    /**
     * The listener's filters with those that {@code request_id} and {@code access_log} stand for: they come first, unless the
     * configuration places them itself.
     */
    static List<StepConfig> withImplied(List<StepConfig> configured, boolean requestId, boolean accessLog) {
        List<StepConfig> all = new ArrayList<>(configured);
        if (requestId && indexOf(all, REQUEST_ID) < 0) {
            all.addFirst(plain(REQUEST_ID, Place.DEFAULT));
        }
        if (accessLog && indexOf(all, ACCESS_LOG) < 0) {
            all.add(indexOf(all, REQUEST_ID) + 1, plain(ACCESS_LOG, Place.DEFAULT));
        }
        return List.copyOf(all);
    }

    /** The route's filters with the one that {@code strip_prefix} stands for in front. */
    static List<StepConfig> withStripPrefix(List<StepConfig> configured, String prefix, Place place) {
        List<StepConfig> all = new ArrayList<>(configured);
        SettingsTable settings = new SettingsTable(Map.of("prefix", new SettingsValue(prefix, place)), place);
        all.addFirst(new StepConfig("strip-prefix", place, settings));
        return List.copyOf(all);
    }

    private static StepConfig plain(String name, Place place) {
        return new StepConfig(name, place, SettingsTable.empty(place));
    }

    private static int indexOf(List<StepConfig> steps, String name) {
        return steps.stream().map(StepConfig::name).toList().indexOf(name);
    }
}
