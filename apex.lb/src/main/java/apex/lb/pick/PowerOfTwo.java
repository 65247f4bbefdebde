package apex.lb.pick;

import apex.spi.exchange.Exchange;
import apex.spi.lb.Balancer;
import apex.spi.lb.BalancerContext;
import apex.spi.lb.UpstreamView;

/**
 * Draws two different available endpoints by weight and takes the one with less load for its weight, the first if they
 * are even. Loads of other loops are some milliseconds old; the draw keeps all loops from running to the same endpoint
 * meanwhile.
 */
public final class PowerOfTwo implements Balancer {
    private final Weights weights;
    private final Xorshift random;

    /** A balancer whose draws depend on {@code seed} and on what is available. */
    public PowerOfTwo(BalancerContext context, long seed) {
        weights = new Weights(context);
        random = new Xorshift(seed);
    }

    @Override
    public int pick(Exchange exchange, UpstreamView upstream) {
        long sum = weights.sum(upstream, Weights.NOBODY);
        if (sum == 0) {
            return NONE;
        }
        int first = weights.at(random.below(sum), upstream, Weights.NOBODY);
        long rest = sum - weights.of(first);
        if (rest == 0) {
            return first;
        }
        int second = weights.at(random.below(rest), upstream, first);
        return weights.compareLoad(upstream, second, first) < 0 ? second : first;
    }
}
