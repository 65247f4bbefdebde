package apex.kernel.chain;

import apex.spi.thread.Cold;
import apex.spi.thread.Stock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The state of the filters of one chain part: for each loop a stock of arrays with an object for each slot. */
public final class SlotSlabs {
    private static final Object[] NONE = {};
    private static final int KEPT = 64;

    private record Maker<T>(Class<T> type, Supplier<T> factory, Consumer<T> reset) {
        void reset(Object state) {
            reset.accept(type.cast(state));
        }
    }

    private final int loops;
    private final List<Maker<?>> assembled = new ArrayList<>();
    private Maker<?>[] makers = {};

    /** Of each loop; none before there is a slot, which most routes never have. */
    private List<Stock<Object[]>> stocks = List.of();

    /** Stocks for {@code loops} loops. */
    @Cold
    public SlotSlabs(int loops) {
        this.loops = loops;
    }

    /** Adds a slot and returns its index. Only during assembly. */
    @Cold
    public <T> int add(Class<T> type, Supplier<T> factory, Consumer<T> reset) {
        assembled.add(new Maker<>(type, factory, reset));
        makers = assembled.toArray(Maker<?>[]::new);
        if (stocks.isEmpty()) {
            stocks = Stream.generate(() -> new Stock<Object[]>(KEPT, _ -> {}))
                    .limit(loops)
                    .toList();
        }
        return makers.length - 1;
    }

    /** State for one exchange on the loop with this index. */
    Object[] lend(int loop) {
        if (makers.length == 0) {
            return NONE;
        }
        Object[] kept = stocks.get(loop).poll();
        if (kept != null) {
            return kept;
        }
        Object[] states = new Object[makers.length];
        for (int i = 0; i < states.length; i++) {
            states[i] = makers[i].factory().get();
        }
        return states;
    }

    /** Takes back what {@link #lend} gave on the same loop. */
    void giveBack(int loop, Object[] states) {
        if (states.length == 0) {
            return;
        }
        for (int i = 0; i < states.length; i++) {
            makers[i].reset(states[i]);
        }
        stocks.get(loop).add(states);
    }
}
