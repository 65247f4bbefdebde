package apex.bench.figures;

/**
 * What one run of load came to, whichever program made it.
 *
 * @param requests complete responses
 * @param seconds how long they took together
 * @param p50Nanos half of them were answered within this
 * @param p99Nanos 99 % of them were answered within this
 * @param errors requests that failed, and responses other than 2xx
 */
public record LoadResult(long requests, double seconds, long p50Nanos, long p99Nanos, long errors) {
    double perSecond() {
        return requests / seconds;
    }
}
