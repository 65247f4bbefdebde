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
        table.values().forEach((key, value) -> {
            if (!schema.knows(key) && !others.contains(key)) {
                List<String> known = new ArrayList<>();
                schema.keys().forEach(own -> known.add(own.name()));
                known.addAll(others);
                problems.add(Nearest.unknownKey(key, value.place(), known));
            }
        });
        return bindKnown(schema, table);
    }

    /** As {@link #bind}, for the keys of {@code schema} alone; somebody else looks at the others. */
    <S extends Record> Optional<S> bindKnown(Schema<S> schema, SettingsTable table) {
        try {
            return Optional.of(schema.bindKnown(table));
        } catch (SettingsException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** A table of what was said under these keys; a null table counts as one in which nothing was said. */
    static SettingsTable merged(
            SettingsTable first,
            List<String> firstKeys,
            SettingsTable second,
            List<String> secondKeys,
            SettingsTable third,
            List<String> thirdKeys) {
        Map<String, SettingsValue> values = new LinkedHashMap<>();
        add(values, first, firstKeys);
        add(values, second, secondKeys);
        add(values, third, thirdKeys);
        return new SettingsTable(values, Place.DEFAULT);
    }

    private static void add(Map<String, SettingsValue> values, SettingsTable table, List<String> keys) {
        if (table != null) {
            table.values().forEach((key, value) -> {
                if (keys.contains(key)) {
                    values.put(key, value);
                }
            });
        }
    }

    /** What {@code table} says, and of the rest what it inherits. */
    static SettingsTable over(SettingsTable table, SettingsTable inherited) {
        if (inherited.values().isEmpty()) {
            return table;
        }
        Map<String, SettingsValue> values = new LinkedHashMap<>(inherited.values());
        values.putAll(table.values());
        return new SettingsTable(values, table.place());
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
            List<SettingsValue> values = new ArrayList<>(list.size());
            list.forEach(each -> values.add((SettingsValue) each));
            return values;
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
