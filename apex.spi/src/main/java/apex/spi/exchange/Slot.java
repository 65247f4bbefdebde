package apex.spi.exchange;

import apex.spi.thread.Frozen;

/**
 * A place for a filter's state in each exchange, asked for at assembly. The state objects are made by the filter's factory, lent
 * to an exchange while its chain runs, reset and used again for others on the same loop, and dropped with the chain.
 *
 * @param <T> the type of the state
 * @param index the position in the slab of the chain
 * @param ofListener whether the listener's chain owns it, else the route's
 * @param type the type of the state
 */
@Frozen
public record Slot<T>(int index, boolean ofListener, Class<T> type) {}
