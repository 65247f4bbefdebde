package apex.bench.lookup;

import apex.kernel.route.PathNormaliser;
import apex.kernel.route.RouteTable;
import apex.spi.exchange.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Finding the route of a request among 10,000, the reading of its path included. Each call asks for another route, in an order that
 * neither caches nor predictors of branches can learn, and reads host and path from an object of its own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RouteLookupBenchmark {
    private static final int ROUTES = 10_000;
    private static final long SEED = 1;

    private final PathNormaliser paths = new PathNormaliser();
    private final Text host = Text.of("www.example.com");
    private final Text path = Text.of("/shop/articles/4711/pictures");
    private final Text[] hosts = new Text[ROUTES];
    private final Text[] knownPaths = new Text[ROUTES];
    private final Text[] otherPaths = new Text[ROUTES];
    private RouteTable<Integer> byHost;
    private RouteTable<Integer> byPath;
    private int turn;

    /** Nothing is there before {@link #setUp}. */
    public RouteLookupBenchmark() {
        // Fields are all there is.
    }

    /** Makes the tables, and a request for each route. */
    @Setup
    public void setUp() {
        List<RouteTable.Entry<Integer>> hostEntries = new ArrayList<>();
        List<RouteTable.Entry<Integer>> pathEntries = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < ROUTES; i++) {
            hostEntries.add(new RouteTable.Entry<>("shop-" + i + ".example.com", "/", i));
            pathEntries.add(new RouteTable.Entry<>(RouteTable.ANY_HOST, "/shop/part-" + i, i));
            order.add(i);
        }
        byHost = new RouteTable<>(hostEntries);
        byPath = new RouteTable<>(pathEntries);
        Collections.shuffle(order, new Random(SEED));
        for (int i = 0; i < ROUTES; i++) {
            int asked = order.get(i);
            hosts[i] = Text.of("shop-" + asked + ".example.com:8080");
            knownPaths[i] = Text.of("/shop/part-" + asked + "/4711/pictures");
            otherPaths[i] = Text.of("/shop/piece-" + asked + "/4711/pictures");
        }
    }

    private int next() {
        turn = turn + 1 == ROUTES ? 0 : turn + 1;
        return turn;
    }

    /** One route for each host. */
    @Benchmark
    public Integer host() {
        return byHost.find(hosts[next()], paths.normal(path));
    }

    /** One route for each path. */
    @Benchmark
    public Integer path() {
        return byPath.find(host, paths.normal(knownPaths[next()]));
    }

    /** No route takes the request. */
    @Benchmark
    public Integer none() {
        return byPath.find(host, paths.normal(otherPaths[next()]));
    }
}
