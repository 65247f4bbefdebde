package apex.lb.pick;

import apex.spi.exchange.Exchange;
import apex.spi.lb.Balancer;
import apex.spi.lb.BalancerContext;
import apex.spi.lb.UpstreamView;

/**
 * Takes turns by weight without bursts: with weights 5, 1, 1 the turn is a a b a c a a. At each pick every available
 * endpoint gains its weight, the one that has most is taken and pays the sum. An endpoint that is away neither gains
 * nor pays, so it falls back into step when it returns.
 */
public final class RoundRobin implements Balancer {
    /** Bounds the work at creation for weights that make a very long turn. */
    private static final long LONGEST_TURN = 4096;

    /** Credits that stay unused in front: 128 bytes, so that no other loop's credits are on a cache line with these. */
    static final int ROOM = 16;

    private final Weights weights;

    /** What each endpoint has saved, from {@link #ROOM} on. */
    final long[] credit;

    /** A rotation that begins where the context's loop has its part of the turn. */
    public RoundRobin(BalancerContext context) {
        weights = new Weights(context);
        credit = new long[ROOM + weights.size()];
        long start = Math.min(turn(), LONGEST_TURN) * context.loop() / context.loops();
        for (long i = 0; i < start; i++) {
            take(null);
        }
    }

    @Override
    public int pick(Exchange exchange, UpstreamView upstream) {
        return take(upstream);
    }

    /** One step of the rotation over what {@code upstream} has available; over everything when it is null. */
    private int take(UpstreamView upstream) {
        int best = NONE;
        long sum = 0;
        for (int i = 0; i < weights.size(); i++) {
            if (upstream == null || upstream.isAvailable(i)) {
                credit[ROOM + i] += weights.of(i);
                sum += weights.of(i);
                if (best == NONE || credit[ROOM + i] > credit[ROOM + best]) {
                    best = i;
                }
            }
        }
        if (best != NONE) {
            credit[ROOM + best] -= sum;
        }
        return best;
    }

    /** How many picks it takes until the rotation repeats itself. */
    private long turn() {
        long sum = 0;
        long divisor = 0;
        for (int i = 0; i < weights.size(); i++) {
            sum += weights.of(i);
            divisor = greatestCommonDivisor(weights.of(i), divisor);
        }
        return sum / divisor;
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
