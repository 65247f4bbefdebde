package apex.kernel.chain;

import apex.spi.thread.Apart;
import apex.spi.thread.Cold;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The state of the filters of one chain part: for each loop a stock of arrays with an object for each slot. */
public final class SlotSlabs {
    private static final Object[] NONE = {};
    private static final int KEPT = 1024;

    /** Places that stay empty in front of a stock: 128 bytes, so that no other loop's stock is on a cache line with it. */
    static final int ROOM = 32;

    private record Maker<T>(Class<T> type, Supplier<T> factory, Consumer<T> reset) {
        void reset(Object state) {
            reset.accept(type.cast(state));
        }
    }

    /** The stock of one loop, apart from those of others in its fields and, by {@link #ROOM}, in its array. */
    private static final class Stock extends Apart {
        private Object[][] free = new Object[ROOM + 16][];
        private int end = ROOM;
    }

    private final Stock[] stocks;
    private final List<Maker<?>> assembled = new ArrayList<>();
    private Maker<?>[] makers = {};

    /** Stocks for {@code loops} loops. */
    @Cold
    public SlotSlabs(int loops) {
        stocks = new Stock[loops];
        for (int i = 0; i < loops; i++) {
            stocks[i] = new Stock();
        }
    }

    /** Adds a slot and returns its index. Only during assembly. */
    @Cold
    public <T> int add(Class<T> type, Supplier<T> factory, Consumer<T> reset) {
        assembled.add(new Maker<>(type, factory, reset));
        makers = assembled.toArray(Maker<?>[]::new);
        return makers.length - 1;
    }

    /** State for one exchange on the loop with this index. */
    Object[] lend(int loop) {
        if (makers.length == 0) {
            return NONE;
        }
        Stock stock = stocks[loop];
        if (stock.end > ROOM) {
            Object[] states = stock.free[--stock.end];
            stock.free[stock.end] = null;
            return states;
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
        Stock stock = stocks[loop];
        if (stock.end == ROOM + KEPT) {
            return;
        }
        if (stock.end == stock.free.length) {
            stock.free = java.util.Arrays.copyOf(stock.free, stock.end * 2);
        }
        stock.free[stock.end++] = states;
    }
}
