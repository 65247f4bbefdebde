package apex.lb.pick;

import apex.spi.lb.BalancerContext;
import apex.spi.lb.UpstreamView;

/** The weights of the endpoints by index, and the ways in which balancers look at them. */
final class Weights {
    /** In place of an index: no endpoint is left out. */
    static final int NOBODY = -1;

    private final int[] weights;

    Weights(BalancerContext context) {
        weights = new int[context.endpoints().size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = context.endpoints().get(i).weight();
        }
    }

    int size() {
        return weights.length;
    }

    int of(int index) {
        return weights[index];
    }

    /** The sum of the weights of all available endpoints but {@code leftOut}; 0 when there is none. */
    long sum(UpstreamView upstream, int leftOut) {
        long sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (i != leftOut && upstream.isAvailable(i)) {
                sum += weights[i];
            }
        }
        return sum;
    }

    /**
     * The endpoint on which {@code point}, from 0 and under {@link #sum}, falls when the available ones lie side by
     * side.
     */
    int at(long point, UpstreamView upstream, int leftOut) {
        long rest = point;
        int found = leftOut;
        for (int i = 0; i < weights.length && rest >= 0; i++) {
            if (i != leftOut && upstream.isAvailable(i)) {
                rest -= weights[i];
                found = i;
            }
        }
        return found;
    }

    /** Compares load by weight: negative when {@code a} has less of it than {@code b}. */
    int compareLoad(UpstreamView upstream, int a, int b) {
        return Long.compare((long) upstream.load(a) * weights[b], (long) upstream.load(b) * weights[a]);
    }
}
