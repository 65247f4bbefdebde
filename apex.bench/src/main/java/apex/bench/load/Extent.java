package apex.bench.load;

import java.time.Duration;

/**
 * How long a part of a run lasts: until so many requests are done or so much time is over, whichever is first.
 *
 * @param time the most time
 * @param requests the most requests, {@link Long#MAX_VALUE} for any number
 */
public record Extent(Duration time, long requests) {
    /** A part that lasts for some time. */
    public static Extent of(Duration time) {
        return new Extent(time, Long.MAX_VALUE);
    }

    boolean isOver(long nanos, long done) {
        return done >= requests || nanos >= time.toNanos();
    }
}
