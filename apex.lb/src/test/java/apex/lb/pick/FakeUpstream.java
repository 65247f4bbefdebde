package apex.lb.pick;

import apex.spi.lb.Balancer;
import apex.spi.lb.BalancerContext;
import apex.spi.lb.Endpoint;
import apex.spi.lb.UpstreamView;
import java.util.ArrayList;
import java.util.List;

/** An upstream whose availability and load a test sets; its endpoints are called a, b, c and so on. */
final class FakeUpstream implements UpstreamView {
    final boolean[] available;
    final int[] load;
    private final List<Endpoint> endpoints = new ArrayList<>();

    FakeUpstream(int... weights) {
        available = new boolean[weights.length];
        load = new int[weights.length];
        for (int i = 0; i < weights.length; i++) {
            endpoints.add(new Endpoint("up", "http://" + (char) ('a' + i), weights[i]));
            available[i] = true;
        }
    }

    BalancerContext context() {
        return onLoop(0, 1);
    }

    BalancerContext onLoop(int loop, int loops) {
        return new BalancerContext(endpoints, loop, loops);
    }

    void away(int... indices) {
        for (int index : indices) {
            available[index] = false;
        }
    }

    /** The letters of the next {@code count} picks, {@code -} where nothing was available. */
    String picks(Balancer balancer, int count) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int picked = balancer.pick(null, this);
            letters.append(picked == Balancer.NONE ? '-' : (char) ('a' + picked));
        }
        return letters.toString();
    }

    /** How often each endpoint is picked in {@code count} picks, loads staying as they are. */
    int[] counts(Balancer balancer, int count) {
        int[] counts = new int[size()];
        for (int i = 0; i < count; i++) {
            counts[balancer.pick(null, this)]++;
        }
        return counts;
    }

    @Override
    public int size() {
        return endpoints.size();
    }

    @Override
    public Endpoint endpoint(int index) {
        return endpoints.get(index);
    }

    @Override
    public boolean isAvailable(int index) {
        return available[index];
    }

    @Override
    public int load(int index) {
        return load[index];
    }
}
