import apex.lb.LeastConnectionsProvider;
import apex.lb.PowerOfTwoProvider;
import apex.lb.RandomProvider;
import apex.lb.RiseFallProvider;
import apex.lb.RoundRobinProvider;
import apex.spi.lb.BalancerProvider;
import apex.spi.lb.HealthRuleProvider;

/**
 * Chooses the endpoint for an exchange, and judges which endpoints are fit to be chosen.
 *
 * <p>Exports nothing: all of it is found through its providers, by the names that they declare.
 */
module apex.lb {
    requires apex.spi;

    provides BalancerProvider with
            RoundRobinProvider,
            LeastConnectionsProvider,
            RandomProvider,
            PowerOfTwoProvider;
    provides HealthRuleProvider with
            RiseFallProvider;
}
