package apex.kernel.assembly;

import apex.kernel.chain.Generation;
import apex.kernel.upstream.HealthCheck;
import apex.kernel.upstream.Upstream;
import java.util.List;

/**
 * What assembly has made.
 *
 * @param generation the frozen configuration
 * @param upstreams all of its upstreams
 * @param healthChecks the checks that have to be started
 */
public record Assembly(Generation generation, List<Upstream> upstreams, List<HealthCheck> healthChecks) {
    /** Copies the lists. */
    public Assembly {
        upstreams = List.copyOf(upstreams);
        healthChecks = List.copyOf(healthChecks);
    }
}
