package apex.lb.pick;

import apex.spi.exchange.Exchange;
import apex.spi.lb.Balancer;
import apex.spi.lb.BalancerContext;
import apex.spi.lb.UpstreamView;

/**
 * Takes the available endpoint with the least load for its weight. Among even ones, an idle upstream for instance, it
 * draws by weight, so that neither the first of the file nor the heaviest gets everything.
 */
public final class LeastConnections implements Balancer {
    private final Weights weights;
    private final Xorshift random;

    /** A balancer whose choice among even endpoints depends on {@code seed}. */
    public LeastConnections(BalancerContext context, long seed) {
        weights = new Weights(context);
        random = new Xorshift(seed);
    }

    @Override
    public int pick(Exchange exchange, UpstreamView upstream) {
        int best = NONE;
        long even = 0;
        for (int i = 0; i < weights.size(); i++) {
            if (!upstream.isAvailable(i)) {
                continue;
            }
            int comparison = best == NONE ? -1 : weights.compareLoad(upstream, i, best);
            if (comparison < 0) {
                best = i;
                even = weights.of(i);
            } else if (comparison == 0) {
                even += weights.of(i);
                if (random.below(even) < weights.of(i)) {
                    best = i;
                }
            }
        }
        return best;
    }
}
