package apex.app.config;

import apex.spi.settings.Nearest;
import apex.spi.settings.Place;
import apex.spi.settings.Problem;
import apex.spi.settings.Schema;
import apex.spi.settings.SettingsException;
import apex.spi.settings.SettingsTable;
import apex.spi.settings.SettingsValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads tables and arrays strictly and collects what is wrong with them. */
final class Section {
    private final List<Problem> problems;

    Section(List<Problem> problems) {
        this.problems = problems;
    }

    void problem(Place place, String message) {
        problems.add(new Problem(place, message));
    }

    void problem(Place place, String message, String hint) {
        problems.add(new Problem(place, message, hint));
    }

    /** Adds a problem for each key that is not in {@code known}. */
    void checkKeys(SettingsTable table, List<String> known) {
        table.values().forEach((key, value) -> {
            if (!known.contains(key)) {
                problems.add(Nearest.unknownKey(key, value.place(), known));
            }
        });
    }

    /** The record of a table whose keys are those of {@code schema} and {@code others}, or nothing after a problem. */
    <S extends Record> Optional<S> bind(Schema<S> schema, SettingsTable table, List<String> others) {
        List<String> own = schema.keys().stream().map(Schema.Key::name).toList();
        List<String> known = new ArrayList<>(own);
        known.addAll(others);
        checkKeys(table, known);
        Map<String, SettingsValue> values = new LinkedHashMap<>(table.values());
        values.keySet().retainAll(own);
        try {
            return Optional.of(schema.bind(new SettingsTable(values, table.place())));
        } catch (SettingsException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** The table under {@code key}, an empty one when absent, nothing after a problem. */
    Optional<SettingsTable> table(SettingsTable parent, String key, String expected) {
        SettingsValue value = parent.values().get(key);
        if (value == null) {
            return Optional.of(SettingsTable.empty(parent.place()));
        }
        if (value.value() instanceof SettingsTable table) {
            return Optional.of(table);
        }
        problem(value.place(), key + ": " + found(value) + " (expected: " + expected + ")");
        return Optional.empty();
    }

    /** The elements under {@code key}, none when absent or after a problem. */
    List<SettingsValue> array(SettingsTable parent, String key, String expected) {
        SettingsValue value = parent.values().get(key);
        if (value == null) {
            return List.of();
        }
        if (value.value() instanceof List<?> list) {
            return list.stream().map(SettingsValue.class::cast).toList();
        }
        problem(value.place(), key + ": " + found(value) + " (expected: " + expected + ")");
        return List.of();
    }

    /** Kind and text of a value, for messages. */
    static String found(SettingsValue value) {
        return switch (value.value()) {
            case String text -> "string \"" + text + "\"";
            case SettingsTable _, List<?> _ -> value.kind();
            default -> value.kind() + " " + value.value();
        };
    }
}
