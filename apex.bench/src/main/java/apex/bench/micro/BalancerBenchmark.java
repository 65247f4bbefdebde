package apex.bench.micro;

import apex.lb.LeastConnectionsProvider;
import apex.lb.PowerOfTwoProvider;
import apex.lb.RandomProvider;
import apex.lb.RoundRobinProvider;
import apex.spi.lb.Balancer;
import apex.spi.lb.BalancerContext;
import apex.spi.lb.BalancerProvider;
import apex.spi.lb.Endpoint;
import apex.spi.lb.UpstreamView;
import apex.spi.settings.Place;
import apex.spi.settings.SettingsTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Picks among eight endpoints with different weights and loads. */
public class BalancerBenchmark extends Microbenchmark {
    private static final int ENDPOINTS = 8;
    private static final Place PLACE = new Place("benchmark", 0, 0);

    /** Which balancer. */
    @Param({"round_robin", "least_connections", "random", "power_of_two"})
    public String balancer;

    private Balancer picking;
    private View view;

    /** Nothing is there before {@link #setUp}. */
    public BalancerBenchmark() {
        // Fields are all there is.
    }

    /** Makes the balancer. */
    @Setup
    public void setUp() {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < ENDPOINTS; i++) {
            endpoints.add(new Endpoint("app", "http://backend-" + i, 1 + i % 3));
        }
        view = new View(endpoints);
        BalancerContext context = new BalancerContext(endpoints, 0, 1);
        picking = switch (balancer) {
            case "round_robin" -> create(new RoundRobinProvider(), context);
            case "least_connections" -> create(new LeastConnectionsProvider(), context);
            case "random" -> create(new RandomProvider(), context);
            case "power_of_two" -> create(new PowerOfTwoProvider(), context);
            default -> throw new IllegalArgumentException("balancer: " + balancer);
        };
    }

    private static <S extends Record> Balancer create(BalancerProvider<S> provider, BalancerContext context) {
        S settings = provider.settings().bind(new SettingsTable(Map.of(), PLACE));
        return provider.create(settings, context);
    }

    /** One pick, and the load that it makes. */
    @Benchmark
    public int pick() {
        int picked = picking.pick(null, view);
        view.loads[picked] = view.loads[picked] + 1 & 15;
        return picked;
    }

    private static final class View implements UpstreamView {
        private final Endpoint[] endpoints;
        private final int[] loads = {3, 1, 4, 1, 5, 9, 2, 6};

        View(List<Endpoint> endpoints) {
            this.endpoints = endpoints.toArray(Endpoint[]::new);
        }

        @Override
        public int size() {
            return endpoints.length;
        }

        @Override
        public Endpoint endpoint(int index) {
            return endpoints[index];
        }

        @Override
        public boolean isAvailable(int index) {
            return true;
        }

        @Override
        public int load(int index) {
            return loads[index];
        }
    }
}
