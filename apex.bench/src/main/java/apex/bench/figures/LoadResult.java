package apex.bench.figures;

/**
 * What one run of load came to, whichever program made it.
 *
 * @param requests complete responses
 * @param seconds how long they took together
 * @param p50Nanos half of them were answered within this
 * @param p99Nanos 99 % of them were answered within this
 * @param p999Nanos 99.9 % of them were answered within this; negative when the program does not tell
 * @param errors requests that failed, and responses other than 2xx
 */
public record LoadResult(long requests, double seconds, long p50Nanos, long p99Nanos, long p999Nanos, long errors) {
    /** Value of {@link #p999Nanos} when it is not known. */
    public static final long UNKNOWN = -1;

    /** Complete responses for a second of time; 0 when it took none. */
    public double perSecond() {
        return seconds == 0 ? 0 : requests / seconds;
    }
}
