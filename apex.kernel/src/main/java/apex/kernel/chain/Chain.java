package apex.kernel.chain;

import apex.spi.exchange.Chunk;
import apex.spi.exchange.Exchange;
import apex.spi.exchange.Fields;
import apex.spi.filter.BodyFilter;
import apex.spi.filter.BodyOut;
import apex.spi.filter.Filter;
import apex.spi.thread.Cold;
import apex.spi.thread.Frozen;
import java.util.List;

/**
 * The frozen array of filters that a request goes through: the listener's first, then the route's. Which filter takes part in
 * which phase is a bit mask computed here, so that a phase visits only those that override it.
 */
@Frozen
public final class Chain {
    /** Most filters that a chain can have. */
    public static final int MOST = Long.SIZE;

    /** A filter with the name by which the configuration calls it. */
    @Cold
    public record Step(String name, Filter filter) {}

    final Filter[] filters;
    final BodyFilter[] bodies;
    final int listenerLength;
    final long onRequest;
    final long onResponse;
    final long onComplete;
    final long onRequestBody;
    final long onResponseBody;
    final SlotSlabs listenerSlots;
    final SlotSlabs routeSlots;
    private final String[] names;

    /**
     * @param listener the listener's filters, the same in every chain of a listener
     * @param route the route's filters
     */
    @Cold
    public Chain(List<Step> listener, SlotSlabs listenerSlots, List<Step> route, SlotSlabs routeSlots) {
        int length = listener.size() + route.size();
        if (length > MOST) {
            throw new IllegalArgumentException("filters: " + length + " in one chain (expected: at most " + MOST + ")");
        }
        this.listenerLength = listener.size();
        this.listenerSlots = listenerSlots;
        this.routeSlots = routeSlots;
        filters = new Filter[length];
        bodies = new BodyFilter[length];
        names = new String[length];
        long request = 0;
        long response = 0;
        long complete = 0;
        long requestBody = 0;
        long responseBody = 0;
        for (int i = 0; i < length; i++) {
            Step step = i < listenerLength ? listener.get(i) : route.get(i - listenerLength);
            Filter filter = step.filter();
            filters[i] = filter;
            names[i] = step.name();
            request |= bit(i, overrides(filter, "onRequest", Exchange.class));
            response |= bit(i, overrides(filter, "onResponse", Exchange.class));
            complete |= bit(i, overrides(filter, "onComplete", Exchange.class));
            if (filter instanceof BodyFilter body) {
                bodies[i] = body;
                requestBody |= bit(i, takesBody(body, "onRequestChunk", "onRequestEnd"));
                responseBody |= bit(i, takesBody(body, "onResponseChunk", "onResponseEnd"));
            }
        }
        onRequest = request;
        onResponse = response;
        onComplete = complete;
        onRequestBody = requestBody;
        onResponseBody = responseBody;
    }

    /** How many filters there are. */
    public int length() {
        return filters.length;
    }

    /** The name of the filter at {@code index}. */
    public String name(int index) {
        return names[index];
    }

    /** Tells every filter that {@code run} has reached that it is over. One that throws keeps none of the others from it. */
    void complete(ExchangeRun run) {
        for (int i = previous(onComplete, run.entered - 1); i >= 0; i = previous(onComplete, i - 1)) {
            try {
                filters[i].onComplete(run);
            } catch (Throwable e) {
                run.state.dispatcher().filterFailed(run.loop(), names[i], e);
            }
        }
    }

    /** The first position of {@code mask} from {@code from} on, or -1. */
    static int next(long mask, int from) {
        if (from >= Long.SIZE) {
            return -1;
        }
        long rest = mask & -1L << from;
        return rest == 0 ? -1 : Long.numberOfTrailingZeros(rest);
    }

    /** The last position of {@code mask} up to {@code from}, or -1. */
    static int previous(long mask, int from) {
        if (from < 0) {
            return -1;
        }
        long rest = mask & -1L >>> Long.SIZE - 1 - from;
        return rest == 0 ? -1 : Long.SIZE - 1 - Long.numberOfLeadingZeros(rest);
    }

    private static long bit(int index, boolean set) {
        return set ? 1L << index : 0;
    }

    private static boolean takesBody(BodyFilter filter, String chunk, String end) {
        return overrides(filter, chunk, Exchange.class, Chunk.class, BodyOut.class)
                || overrides(filter, end, Exchange.class, Fields.class, BodyOut.class);
    }

    @Cold
    private static boolean overrides(Filter filter, String method, Class<?>... parameters) {
        try {
            Class<?> owner = filter.getClass().getMethod(method, parameters).getDeclaringClass();
            return owner != Filter.class && owner != BodyFilter.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(filter.getClass().getName() + " has no " + method, e);
        }
    }
}
