package apex.lb.pick;

import apex.spi.exchange.Exchange;
import apex.spi.lb.Balancer;
import apex.spi.lb.BalancerContext;
import apex.spi.lb.UpstreamView;

/** Takes any available endpoint, each as often as its weight says. */
public final class RandomPick implements Balancer {
    private final Weights weights;
    private final Xorshift random;

    /** A balancer whose picks depend on {@code seed} and on what is available. */
    public RandomPick(BalancerContext context, long seed) {
        weights = new Weights(context);
        random = new Xorshift(seed);
    }

    @Override
    public int pick(Exchange exchange, UpstreamView upstream) {
        long sum = weights.sum(upstream, Weights.NOBODY);
        return sum == 0 ? NONE : weights.at(random.below(sum), upstream, Weights.NOBODY);
    }
}
