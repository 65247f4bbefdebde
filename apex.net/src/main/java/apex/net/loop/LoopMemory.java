package apex.net.loop;

import apex.spi.thread.Frozen;

/**
 * What the connections of all loops hold in memory, see {@link MemoryBudget}.
 *
 * @param heldBytes what they hold at present
 * @param limitBytes what they may hold before new requests are refused
 */
@Frozen
public record LoopMemory(long heldBytes, long limitBytes) {}
