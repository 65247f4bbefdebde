package apex.lb;

import apex.lb.pick.RandomPick;
import apex.spi.lb.Balancer;
import apex.spi.lb.BalancerContext;
import apex.spi.lb.BalancerProvider;
import apex.spi.settings.Schema;
import java.util.SplittableRandom;

/** Makes {@link RandomPick} balancers, each with a sequence of random numbers of its own. */
public final class RandomProvider implements BalancerProvider<NoSettings> {
    @Override
    public String name() {
        return "random";
    }

    @Override
    public Schema<NoSettings> settings() {
        return NoSettings.SCHEMA;
    }

    @Override
    public Balancer create(NoSettings settings, BalancerContext context) {
        return new RandomPick(context, new SplittableRandom().nextLong());
    }
}
