package apex.bench.micro;

import apex.kernel.route.PathNormaliser;
import apex.kernel.route.RouteTable;
import apex.spi.exchange.Text;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Finding the route of a request, the reading of its path included. */
public class RouteBenchmark extends Microbenchmark {
    private static final int ASKED = 64;

    /** How many routes there are. */
    @Param({"1", "10", "10000"})
    public int routes;

    private final PathNormaliser paths = new PathNormaliser();
    private final Text path = Text.of("/shop/articles/4711/pictures");
    private final Text host = Text.of("www.example.com");
    private final Text[] hosts = new Text[ASKED];
    private final Text[] longPaths = new Text[ASKED];
    private RouteTable<Integer> byHost;
    private RouteTable<Integer> byPath;
    private int turn;

    /** Nothing is there before {@link #setUp}. */
    public RouteBenchmark() {
        // Fields are all there is.
    }

    /** Makes the tables, and requests that fall on routes all over them. */
    @Setup
    public void setUp() {
        List<RouteTable.Entry<Integer>> hostEntries = new ArrayList<>();
        List<RouteTable.Entry<Integer>> pathEntries = new ArrayList<>();
        for (int i = 0; i < routes; i++) {
            hostEntries.add(new RouteTable.Entry<>("shop-" + i + ".example.com", "/", i));
            pathEntries.add(new RouteTable.Entry<>(RouteTable.ANY_HOST, "/shop/part-" + i, i));
        }
        byHost = new RouteTable<>(hostEntries);
        byPath = new RouteTable<>(pathEntries);
        for (int i = 0; i < ASKED; i++) {
            long asked = (long) i * routes / ASKED;
            hosts[i] = Text.of("shop-" + asked + ".example.com:8080");
            longPaths[i] = Text.of("/shop/part-" + asked + "/4711/pictures");
        }
    }

    /** One route for each host. */
    @Benchmark
    public int host() {
        return byHost.find(hosts[turn++ & ASKED - 1], paths.normal(path));
    }

    /** One route for each path. */
    @Benchmark
    public int path() {
        return byPath.find(host, paths.normal(longPaths[turn++ & ASKED - 1]));
    }
}
