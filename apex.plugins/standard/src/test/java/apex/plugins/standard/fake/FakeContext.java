package apex.plugins.standard.fake;

import apex.spi.exchange.Slot;
import apex.spi.filter.Filter;
import apex.spi.filter.FilterContext;
import apex.spi.filter.FilterProvider;
import apex.spi.log.RecordLog;
import apex.spi.settings.Place;
import apex.spi.settings.SettingsTable;
import apex.spi.settings.SettingsValue;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes filters from settings as a configuration would give them, at {@code apex.toml:7:3}. */
public final class FakeContext implements FilterContext {
    public static final Place PLACE = new Place("apex.toml", 7, 3);

    /** The capacity of the buffer for one line. */
    public final int capacity;

    /** The logs that were opened, by target. */
    public final Map<String, FakeLog> logs = new LinkedHashMap<>();

    private record Maker<T>(Slot<T> slot, Supplier<T> factory, Consumer<T> reset) {
        void reset(FakeExchange exchange) {
            reset.accept(exchange.get(slot));
        }
    }

    private final List<Maker<?>> makers = new ArrayList<>();

    public FakeContext(int capacity) {
        this.capacity = capacity;
    }

    public FakeContext() {
        this(4096);
    }

    /**
     * The filter for settings given as key, value, key, value; maps and lists as Java has them, numbers as {@code
     * long}.
     */
    public <S extends Record> Filter create(FilterProvider<S> provider, Object... settings) {
        Map<String, SettingsValue> values = new LinkedHashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            values.put((String) settings[i], value(settings[i + 1]));
        }
        return provider.create(provider.settings().bind(new SettingsTable(values, PLACE)), this);
    }

    private static SettingsValue value(Object given) {
        Object value = switch (given) {
            case List<?> list -> list.stream().map(FakeContext::value).toList();
            case Map<?, ?> map -> {
                Map<String, SettingsValue> values = new LinkedHashMap<>();
                map.forEach((key, item) -> values.put((String) key, value(item)));
                yield new SettingsTable(values, PLACE);
            }
            default -> given;
        };
        return new SettingsValue(value, PLACE);
    }

    /** One state object for each slot asked for so far. */
    Object[] lend() {
        return makers.stream().map(maker -> maker.factory().get()).toArray();
    }

    /** Makes the state of {@code exchange} as good as new, as between two requests. */
    public void reset(FakeExchange exchange) {
        for (int i = 0; i < makers.size(); i++) {
            makers.get(i).reset(exchange);
        }
    }

    @Override
    public Place place() {
        return PLACE;
    }

    @Override
    public <T> Slot<T> slot(Class<T> type, Supplier<T> factory, Consumer<T> reset) {
        Slot<T> slot = new Slot<>(makers.size(), true, type);
        makers.add(new Maker<>(slot, factory, reset));
        return slot;
    }

    @Override
    public RecordLog log(String target) {
        if (target.startsWith("/nowhere/")) {
            throw new UncheckedIOException(new FileNotFoundException(target + " (No such file or directory)"));
        }
        return logs.computeIfAbsent(target, _ -> new FakeLog(capacity));
    }
}
