package apex.spi.filter;

import apex.spi.exchange.Slot;
import apex.spi.log.RecordLog;
import apex.spi.settings.Place;
import apex.spi.thread.Cold;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a filter can ask for when it is made. */
@Cold
public interface FilterContext {
    /** Where in the configuration this filter was asked for. */
    Place place();

    /**
     * A place for state in each exchange of the chain.
     *
     * @param factory makes a state object; called now and then on a loop
     * @param reset makes a used one as good as new, before it is lent again
     */
    <T> Slot<T> slot(Class<T> type, Supplier<T> factory, Consumer<T> reset);

    /** Opens, or joins, the log that goes to {@code target}: see {@link apex.spi.Platform#log}. */
    RecordLog log(String target);
}
