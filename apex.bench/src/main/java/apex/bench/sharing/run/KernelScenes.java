package apex.bench.sharing.run;

import apex.bench.sharing.run.Structure.Scene;
import apex.bench.still.StillBackend;
import apex.bench.still.StillClient;
import apex.bench.still.StillGateway;
import apex.bench.still.StillLoop;
import apex.kernel.count.CounterRegistry;
import apex.kernel.count.RouteCounters;
import apex.kernel.upstream.Upstream;
import apex.kernel.upstream.UpstreamOnLoop;
import apex.lb.LeastConnectionsProvider;
import apex.spi.lb.Balancer;
import apex.spi.lb.BalancerContext;
import apex.spi.lb.BalancerProvider;
import apex.spi.settings.Place;
import apex.spi.settings.SettingsTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What loops share within the kernel. */
final class KernelScenes {
    private static final Place PLACE = new Place("benchmark", 0, 0);
    private static final int ENDPOINTS = 4;
    private static final long PUBLISH_NANOS = 20_000_000;

    private KernelScenes() {}

    /** Whole exchanges: the generation, a slot, counters, loads, health, the balancer's state. */
    static Scene exchange(int count) {
        List<StillLoop> loops = loops(count);
        Connectors connectors = new Connectors(loops);
        StillGateway gateway = new StillGateway(loops, List.of(), List.of(connectors), KernelScenes::balancer);
        List<Work> works = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StillLoop loop = loops.get(i);
            StillBackend backend = connectors.of(i);
            StillClient client = new StillClient(loop, gateway.dispatcher());
            works.add(times -> {
                for (int n = 0; n < times; n++) {
                    client.ask();
                    backend.respond();
                    loop.turn();
                    client.finish();
                }
            });
        }
        return () -> works;
    }

    /** The counters of one route. */
    static Scene counters(int count) {
        RouteCounters counters = new CounterRegistry(count).route("app");
        List<Work> works = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int loop = i;
            works.add(times -> {
                for (int n = 0; n < times; n++) {
                    counters.completed(loop, 200, 0, 128, 1_000);
                }
            });
        }
        return () -> works;
    }

    /** Picks by load, the first loop publishing the loads as a gateway does. */
    static Scene loads(int count) {
        List<StillLoop> loops = loops(count);
        List<StillBackend> backends = new ArrayList<>();
        for (int i = 0; i < ENDPOINTS; i++) {
            backends.add(new StillBackend(loops.getFirst()));
        }
        Upstream upstream = new StillGateway(loops, List.of(), backends, KernelScenes::balancer).upstream();
        List<Work> works = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            works.add(new Picks(upstream, i));
        }
        return () -> works;
    }

    /** What one loop does to an upstream. */
    private static final class Picks implements Work {
        private final Upstream upstream;
        private final UpstreamOnLoop half;
        private final boolean publishes;
        private long published = System.nanoTime();

        Picks(Upstream upstream, int loop) {
            this.upstream = upstream;
            half = upstream.on(loop);
            publishes = loop == 0;
        }

        @Override
        public void run(int times) {
            for (int n = 0; n < times; n++) {
                int picked = half.pick(null, 0);
                half.enter(picked);
                half.leave(picked);
            }
            if (publishes && System.nanoTime() - published > PUBLISH_NANOS) {
                published = System.nanoTime();
                upstream.publishLoads();
            }
        }
    }

    private static List<StillLoop> loops(int count) {
        List<StillLoop> loops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            loops.add(new StillLoop(i));
        }
        return loops;
    }

    private static Balancer balancer(BalancerContext context) {
        return create(new LeastConnectionsProvider(), context);
    }

    private static <S extends Record> Balancer create(BalancerProvider<S> provider, BalancerContext context) {
        return provider.create(provider.settings().bind(new SettingsTable(Map.of(), PLACE)), context);
    }
}
