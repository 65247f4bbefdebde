package apex.lb;

import apex.lb.pick.RoundRobin;
import apex.spi.lb.Balancer;
import apex.spi.lb.BalancerContext;
import apex.spi.lb.BalancerProvider;
import apex.spi.settings.Schema;

/** Makes {@link RoundRobin} balancers, the rotations of the loops spread over one turn. */
public final class RoundRobinProvider implements BalancerProvider<NoSettings> {
    @Override
    public String name() {
        return "round_robin";
    }

    @Override
    public Schema<NoSettings> settings() {
        return NoSettings.SCHEMA;
    }

    @Override
    public Balancer create(NoSettings settings, BalancerContext context) {
        return new RoundRobin(context);
    }
}
