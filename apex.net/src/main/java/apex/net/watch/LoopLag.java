package apex.net.watch;

/**
 * How long a loop lets its mailbox wait. Any thread.
 *
 * @param loop the loop's index
 * @param lastNanos the wait of the last beat; of the present one while the loop is held
 * @param highestNanos the longest wait within the last minute
 */
public record LoopLag(int loop, long lastNanos, long highestNanos) {}
