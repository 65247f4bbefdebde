package apex.kernel.chain;

import apex.kernel.count.RouteCounters;
import apex.kernel.upstream.UpstreamOnLoop;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.thread.Deadline;
import apex.spi.thread.Loop;
import apex.spi.transport.Leg;

/**
 * What is left of an exchange that has switched protocols (RFC 9110 section 7.8): bytes go both ways until both ends are over. Its
 * chain has completed at the 101, so that a tunnel keeps nothing of a generation but its permit and its place at the endpoint.
 */
final class Tunnel {
    /** When one end is over, the other has so much time without a byte: peers that have said goodbye do not talk for long. */
    private static final long HALF_OVER_MILLIS = 30_000;

    private final ExchangeRun run;
    private final Loop loop;
    private final Leg<ResponseHead> client;
    private final Leg<RequestHead> backend;
    private final Tunnels permits;
    private final UpstreamOnLoop upstream;
    private final int endpoint;
    private final RouteCounters counters;
    private final Deadline idle = new Deadline() {
        @Override
        protected void expired() {
            tooQuiet();
        }
    };
    private long fromClient;
    private long fromBackend;
    private boolean clientOver;
    private boolean backendOver;
    private boolean closed;

    Tunnel(ExchangeRun run, Leg<RequestHead> backend, Tunnels permits, UpstreamOnLoop upstream, int endpoint) {
        this.run = run;
        this.loop = run.loop();
        this.client = run.client;
        this.backend = backend;
        this.permits = permits;
        this.upstream = upstream;
        this.endpoint = endpoint;
        counters = run.route.counters();
        counters.tunnelOpened(loop.index());
    }

    /** The client has been told: bytes may come, also from a backend that had to wait for a filter. */
    void begin() {
        touch();
        client.resume();
        backend.resume();
    }

    boolean fromClient(Chunk chunk) {
        touch();
        fromClient += chunk.length();
        return closed || backend.data(chunk);
    }

    boolean fromBackend(Chunk chunk) {
        touch();
        fromBackend += chunk.length();
        return closed || client.data(chunk);
    }

    void clientDrained() {
        if (!backendOver) {
            backend.resume();
        }
    }

    void backendDrained() {
        if (!clientOver) {
            client.resume();
        }
    }

    void clientEnded() {
        clientOver = true;
        backend.end(null);
        settle();
    }

    void backendEnded() {
        backendOver = true;
        client.end(null);
        settle();
    }

    void clientFailed(Reason why) {
        close();
        backend.abort(why);
    }

    void backendFailed(Reason why) {
        close();
        client.abort(why);
    }

    private void settle() {
        if (clientOver && backendOver) {
            close();
        } else {
            touch();
        }
    }

    private void tooQuiet() {
        close();
        run.state.tunnelEnded(Reason.TUNNEL_IDLE);
        backend.abort(Reason.TUNNEL_IDLE);
        client.abort(Reason.TUNNEL_IDLE);
    }

    private void touch() {
        if (!closed) {
            boolean halfOver = clientOver || backendOver;
            loop.arm(idle, halfOver ? Math.min(HALF_OVER_MILLIS, permits.idleMillis()) : permits.idleMillis());
        }
    }

    private void close() {
        closed = true;
        loop.disarm(idle);
        counters.tunnelClosed(loop.index(), fromClient, fromBackend);
        permits.giveBack();
        upstream.leave(endpoint);
        run.tunnel = null;
    }
}
