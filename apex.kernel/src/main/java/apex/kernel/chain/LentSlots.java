package apex.kernel.chain;

import apex.spi.exchange.Slot;

/** The slots that an exchange holds while its chain runs. */
final class LentSlots {
    private static final Object[] NONE = {};

    private final int loop;
    private Object[] listener = NONE;
    private Object[] route = NONE;

    LentSlots(int loop) {
        this.loop = loop;
    }

    void lendListeners(Chain chain) {
        listener = chain.listenerSlots.lend(loop);
    }

    void lendRoutes(Chain chain) {
        route = chain.routeSlots.lend(loop);
    }

    void giveBack(Chain chain) {
        chain.routeSlots.giveBack(loop, route);
        chain.listenerSlots.giveBack(loop, listener);
        route = NONE;
        listener = NONE;
    }

    <T> T get(Slot<T> slot) {
        return slot.type().cast((slot.ofListener() ? listener : route)[slot.index()]);
    }
}
