package apex.lb;

import apex.lb.pick.PowerOfTwo;
import apex.spi.lb.Balancer;
import apex.spi.lb.BalancerContext;
import apex.spi.lb.BalancerProvider;
import apex.spi.settings.Schema;
import java.util.SplittableRandom;

/** Makes {@link PowerOfTwo} balancers, each with a sequence of random numbers of its own. */
public final class PowerOfTwoProvider implements BalancerProvider<NoSettings> {
    @Override
    public String name() {
        return "power_of_two";
    }

    @Override
    public Schema<NoSettings> settings() {
        return NoSettings.SCHEMA;
    }

    @Override
    public Balancer create(NoSettings settings, BalancerContext context) {
        return new PowerOfTwo(context, new SplittableRandom().nextLong());
    }
}
