package apex.spi.lb;

import apex.spi.thread.Cold;
import java.util.List;

/**
 * What a balancer can know when it is made.
 *
 * @param endpoints the endpoints with their weights, in the order of their indices
 * @param loop the index of the loop that it will serve
 * @param loops how many loops there are; balancers with a rotation start at different places on each
 */
@Cold
public record BalancerContext(List<Endpoint> endpoints, int loop, int loops) {
    /** Copies the list. */
    public BalancerContext {
        endpoints = List.copyOf(endpoints);
    }
}
