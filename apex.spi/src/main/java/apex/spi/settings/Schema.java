package apex.spi.settings;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The settings of one kind of thing, as a record whose components are annotated with {@link Setting}. A component {@code
 * maxBodySize} is the key {@code max_body_size}. Types: {@code String}, {@code int}, {@code long}, {@code double}, {@code
 * boolean}, {@link Duration} (written {@code "250ms"}, {@code "30s"}, {@code "5m"}, {@code "1h"}), enums (written in lower case),
 * {@code List<String>} and {@code Map<String, String>}.
 *
 * @param <S> the record
 */
public final class Schema<S extends Record> {
    /** One key: its name, type, default ({@code null} when required), range and meaning. */
    public record Key(String name, Class<?> type, String byDefault, long min, long max, String meaning) {
        /** Whether it has to be given. */
        public boolean isRequired() {
            return byDefault == null;
        }
    }

    private static final String ANY_INTEGER = "an integer";

    private final Class<S> type;
    /** Takes all arguments in one array. */
    private final MethodHandle constructor;

    private final List<Key> keys;

    /** The value of each key that is not given, or null where it has to be made each time. */
    private final Object[] defaults;

    private Schema(Class<S> type, MethodHandle constructor, List<Key> keys) {
        this.type = type;
        this.constructor = constructor
                .asSpreader(Object[].class, keys.size())
                .asType(MethodType.methodType(Object.class, Object[].class));
        this.keys = keys;
        defaults = keys.stream().map(Schema::lastingDefault).toArray();
    }

    /**
     * The schema of a record.
     *
     * @param lookup {@link MethodHandles#lookup()} of the caller, which must be able to call the record's constructor: no package
     *     needs to be opened
     */
    public static <S extends Record> Schema<S> of(MethodHandles.Lookup lookup, Class<S> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<Key> keys = new ArrayList<>();
        for (RecordComponent component : components) {
            Setting setting = component.getAnnotation(Setting.class);
            if (setting == null) {
                throw new IllegalArgumentException(type.getName() + "." + component.getName() + ": no @Setting");
            }
            String byDefault = setting.byDefault().equals(Setting.NONE) ? null : setting.byDefault();
            keys.add(new Key(
                    snake(component.getName()),
                    component.getType(),
                    byDefault,
                    setting.min(),
                    setting.max(),
                    setting.value()));
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            MethodHandle constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types));
            return new Schema<>(type, constructor, List.copyOf(keys));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getName() + ": its constructor is not accessible to " + lookup, e);
        }
    }

    /** The keys in the order of the record's components. */
    public List<Key> keys() {
        return keys;
    }

    /**
     * The record for {@code table}.
     *
     * @throws SettingsException with every unknown key, wrong type, value out of range and missing key at once
     */
    public S bind(SettingsTable table) {
        List<Problem> problems = new ArrayList<>();
        table.values().forEach((name, value) -> {
            if (!knows(name)) {
                List<String> names = keys.stream().map(Key::name).toList();
                problems.add(Nearest.unknownKey(name, value.place(), names));
            }
        });
        return bind(table, problems);
    }

    /**
     * As {@link #bind}, for a table in which keys of others stand as well: they are left alone.
     *
     * @throws SettingsException with every wrong type, value out of range and missing key at once
     */
    public S bindKnown(SettingsTable table) {
        return bind(table, new ArrayList<>());
    }

    /** Whether one of the keys has this name. */
    public boolean knows(String name) {
        for (Key key : keys) {
            if (key.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private S bind(SettingsTable table, List<Problem> problems) {
        Object[] arguments = new Object[keys.size()];
        for (int i = 0; i < arguments.length; i++) {
            Key key = keys.get(i);
            Object byDefault = table.values().containsKey(key.name()) ? null : defaults[i];
            arguments[i] = byDefault == null ? argument(key, table, problems) : byDefault;
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        try {
            return type.cast(constructor.invokeExact(arguments));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(new Problem(table.place(), e.getMessage())));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(type.getName() + ": its constructor failed", e);
        }
    }

    private static Object argument(Key key, SettingsTable table, List<Problem> problems) {
        SettingsValue given = table.values().get(key.name());
        if (given == null) {
            if (key.isRequired()) {
                problems.add(new Problem(table.place(), key.name() + ": missing (expected: " + key.meaning() + ")"));
                return null;
            }
            given = defaultOf(key);
        }
        try {
            Object value = convert(key, given);
            checkRange(key, value);
            return value;
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(given.place(), key.name() + ": " + e.getMessage()));
            return null;
        }
    }

    /** The default as the constructor takes it; null when there is none, it is wrong, or a caller could change it. */
    private static Object lastingDefault(Key key) {
        if (key.isRequired() || key.type() == List.class || key.type() == Map.class) {
            return null;
        }
        try {
            Object value = convert(key, defaultOf(key));
            checkRange(key, value);
            return value;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static SettingsValue defaultOf(Key key) {
        String text = key.byDefault();
        Class<?> type = key.type();
        Object value = text;
        if (type == int.class || type == long.class) {
            value = Long.valueOf(text);
        } else if (type == double.class) {
            value = Double.valueOf(text);
        } else if (type == boolean.class) {
            value = Boolean.valueOf(text);
        } else if (type == List.class) {
            value = text.isEmpty()
                    ? List.of()
                    : Arrays.stream(text.split(","))
                            .map(part -> new SettingsValue(part.strip(), Place.DEFAULT))
                            .toList();
        } else if (type == Map.class) {
            value = SettingsTable.empty(Place.DEFAULT);
        }
        return new SettingsValue(value, Place.DEFAULT);
    }

    private static Object convert(Key key, SettingsValue given) {
        Class<?> type = key.type();
        Object value = given.value();
        if (type == String.class && value instanceof String) {
            return value;
        }
        if (type == long.class && value instanceof Long) {
            return value;
        }
        if (type == int.class && value instanceof Long number) {
            if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(number + " (expected: " + range(key) + ")");
            }
            return number.intValue();
        }
        if (type == double.class && value instanceof Number number) {
            return number.doubleValue();
        }
        if (type == boolean.class && value instanceof Boolean) {
            return value;
        }
        if (type == Duration.class && value instanceof String text) {
            return Durations.parse(text);
        }
        if (type.isEnum() && value instanceof String text) {
            return constant(type, text);
        }
        if (type == List.class && value instanceof List<?> list) {
            List<String> strings = new ArrayList<>();
            list.forEach(item -> strings.add(string("entry " + (strings.size() + 1), item)));
            return strings;
        }
        if (type == Map.class && value instanceof SettingsTable inner) {
            Map<String, String> map = new LinkedHashMap<>();
            inner.values().forEach((name, item) -> map.put(name, string(name, item)));
            return map;
        }
        throw new IllegalArgumentException(given.kind() + " " + shown(value) + " (expected: " + expected(key) + ")");
    }

    private static String string(String name, Object given) {
        SettingsValue item = (SettingsValue) Objects.requireNonNull(given);
        if (item.value() instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(
                name + ": " + item.kind() + " " + shown(item.value()) + " (expected: a string)");
    }

    private static Object constant(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" (expected: " + constants(type) + ")");
    }

    private static String constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> "\"" + ((Enum<?>) constant).name().toLowerCase(Locale.ROOT) + "\"")
                .collect(Collectors.joining(", "));
    }

    private static void checkRange(Key key, Object value) {
        if (value instanceof Double number) {
            // Comparisons that fail for NaN, and for infinity where there is no range.
            if (!(number >= key.min() && number <= key.max())) {
                throw new IllegalArgumentException(shown(value) + " (expected: " + range(key) + ")");
            }
            return;
        }
        long size = switch (value) {
            case Integer number -> number;
            case Long number -> number;
            case Double number -> (long) Math.floor(number);
            case Duration duration -> duration.toMillis();
            case String text -> text.length();
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            default -> key.min();
        };
        if (size < key.min() || size > key.max()) {
            throw new IllegalArgumentException(shown(value) + " (expected: " + range(key) + ")");
        }
    }

    private static String shown(Object value) {
        return switch (value) {
            case String text -> "\"" + text + "\"";
            case Duration duration -> "\"" + Durations.format(duration) + "\"";
            case List<?> list -> "of " + list.size();
            case Map<?, ?> map -> "of " + map.size();
            case SettingsTable table -> "of " + table.values().size();
            default -> value.toString();
        };
    }

    private static String expected(Key key) {
        Class<?> type = key.type();
        if (type == int.class || type == long.class) {
            String range = range(key);
            return range.equals(ANY_INTEGER) ? range : ANY_INTEGER + ", " + range;
        }
        if (type.isEnum()) {
            return constants(type);
        }
        return switch (type.getSimpleName()) {
            case "String" -> "a string";
            case "double" -> "a number";
            case "boolean" -> "true or false";
            case "Duration" -> "a duration such as \"250ms\", \"30s\", \"5m\"";
            case "List" -> "an array of strings";
            default -> "a table of strings";
        };
    }

    private static String range(Key key) {
        boolean time = key.type() == Duration.class;
        String unit = switch (key.type().getSimpleName()) {
            case "String" -> " characters";
            case "List", "Map" -> " entries";
            default -> "";
        };
        long min = key.min() == Long.MIN_VALUE && key.type() == int.class ? Integer.MIN_VALUE : key.min();
        long max = key.max() == Long.MAX_VALUE && key.type() == int.class ? Integer.MAX_VALUE : key.max();
        String low = time && min != Long.MIN_VALUE ? Durations.format(Duration.ofMillis(min)) : Long.toString(min);
        String high = time && max != Long.MAX_VALUE ? Durations.format(Duration.ofMillis(max)) : Long.toString(max);
        if (min == Long.MIN_VALUE && max == Long.MAX_VALUE) {
            return key.type() == double.class ? "a finite number" : ANY_INTEGER;
        }
        if (max == Long.MAX_VALUE) {
            return low + unit + " or more";
        }
        return min == Long.MIN_VALUE ? "at most " + high + unit : low + " to " + high + unit;
    }

    private static String snake(String camel) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                name.append('_').append((char) (c | 0x20));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }
}
