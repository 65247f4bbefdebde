package apex.spi.listen;

import apex.spi.thread.Frozen;

/**
 * Bounds of request heads.
 *
 * @param timeoutMillis from the first byte of a request to the end of its head, in total
 * @param bytes the most bytes of a head
 * @param count the most fields of a head
 * @param lineBytes the most bytes of one field line
 * @param targetBytes the most bytes of a request target
 */
@Frozen
public record HeadLimits(long timeoutMillis, int bytes, int count, int lineBytes, int targetBytes) {}
