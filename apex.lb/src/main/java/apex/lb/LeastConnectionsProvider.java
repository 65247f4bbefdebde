package apex.lb;

import apex.lb.pick.LeastConnections;
import apex.spi.lb.Balancer;
import apex.spi.lb.BalancerContext;
import apex.spi.lb.BalancerProvider;
import apex.spi.settings.Schema;
import java.util.SplittableRandom;

/** Makes {@link LeastConnections} balancers, each with a sequence of random numbers of its own. */
public final class LeastConnectionsProvider implements BalancerProvider<NoSettings> {
    @Override
    public String name() {
        return "least_connections";
    }

    @Override
    public Schema<NoSettings> settings() {
        return NoSettings.SCHEMA;
    }

    @Override
    public Balancer create(NoSettings settings, BalancerContext context) {
        return new LeastConnections(context, new SplittableRandom().nextLong());
    }
}
