package apex.kernel.upstream;

import apex.spi.lb.HealthRule;
import apex.spi.thread.Cold;
import apex.spi.thread.Deadline;
import apex.spi.thread.Loop;
import apex.spi.transport.Probe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The active check of one endpoint: a probe every ten seconds on one loop of the process. */
@Cold
public final class HealthCheck implements Probe {
    private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);
    private static final long INTERVAL_MILLIS = 10_000;
    private static final long TIMEOUT_MILLIS = 5_000;

    private final Upstream upstream;
    private final int index;
    private final String path;
    private final HealthRule rule;
    private final Loop loop;
    private boolean stopped;
    private final Deadline next = new Deadline() {
        @Override
        protected void expired() {
            check();
        }
    };

    /** A check of the endpoint at {@code index} that asks for {@code path} and runs on {@code loop}. */
    public HealthCheck(Upstream upstream, int index, String path, HealthRule rule, Loop loop) {
        this.upstream = upstream;
        this.index = index;
        this.path = path;
        this.rule = rule;
        this.loop = loop;
    }

    /** Begins with a check now. Any thread. */
    public void start() {
        loop.execute(this::check);
    }

    /** No check after this one. Any thread. */
    public void stop() {
        loop.execute(() -> {
            stopped = true;
            loop.disarm(next);
        });
    }

    private void check() {
        if (!stopped) {
            upstream.connector(index).probe(loop, this);
        }
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public long timeoutMillis() {
        return TIMEOUT_MILLIS;
    }

    @Override
    public void done(int status, String detail) {
        boolean before = upstream.isHealthy(index);
        boolean healthy = rule.isHealthyAfter(status >= 200 && status < 400);
        upstream.publishHealth(index, healthy);
        if (before != healthy) {
            String found = status == 0 ? detail : "status " + status;
            LOG.warn(
                    "upstream {}: {} is {} (check of {}: {})",
                    upstream.name(),
                    upstream.endpoints().get(index),
                    healthy ? "healthy again" : "unhealthy, no requests go there",
                    path,
                    found);
        }
        if (!stopped) {
            loop.arm(next, INTERVAL_MILLIS);
        }
    }
}
