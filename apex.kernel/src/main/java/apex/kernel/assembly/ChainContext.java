package apex.kernel.assembly;

import apex.kernel.chain.SlotSlabs;
import apex.spi.Platform;
import apex.spi.exchange.Slot;
import apex.spi.filter.FilterContext;
import apex.spi.log.RecordLog;
import apex.spi.settings.Place;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What one filter of one chain can ask for. */
record ChainContext(Place place, Platform platform, SlotSlabs slots, boolean ofListener) implements FilterContext {
    @Override
    public <T> Slot<T> slot(Class<T> type, Supplier<T> factory, Consumer<T> reset) {
        return new Slot<>(slots.add(type, factory, reset), ofListener, type);
    }

    @Override
    public RecordLog log(String target) {
        return platform.log(target);
    }
}
