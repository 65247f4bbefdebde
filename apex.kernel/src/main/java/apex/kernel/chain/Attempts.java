package apex.kernel.chain;

import apex.kernel.held.Replay;
import apex.kernel.upstream.UpstreamOnLoop;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.Side;
import apex.spi.lb.Balancer;
import apex.spi.lb.Endpoint;
import apex.spi.transport.Connector;
import apex.spi.transport.Need;

/** Which endpoints an exchange has tried and how often, and at which of them it counts at present. */
final class Attempts {
    /** Endpoints that are asked for a connection, one after the other. */
    private static final int MOST_ENDPOINTS = 3;

    /** Times that a request of which nothing was sent is sent again. */
    private static final int MOST_UNSENT = 3;

    /** Times that a request is sent again whose first connection may have been stale; no more, lest it harm what it meets. */
    private static final int MOST_REPEATS = 2;

    /** Times that one is whose first connection was new: what fails there twice is not the connection's fault. */
    private static final int MOST_REPEATS_OF_FRESH = 1;

    private UpstreamOnLoop upstream;
    private int index;
    private int count;
    private int repeats;
    private long tried;
    private boolean entered;
    private boolean reused;
    private Reason firstFailure;

    void reset() {
        upstream = null;
        index = Balancer.NONE;
        count = 0;
        repeats = 0;
        tried = 0;
        entered = false;
        reused = false;
        firstFailure = null;
    }

    void begin(UpstreamOnLoop where) {
        upstream = where;
    }

    /** What a request needs that may be impossible to send again once it was sent, as far as that is known in advance. */
    static Need need(RequestHead request) {
        long length = request.contentLength();
        boolean repeatable = request.method().isIdempotent() && length >= 0 && length <= Replay.MOST_BYTES;
        return repeatable ? Need.ANY : Need.PROVEN;
    }

    /** Picks the next endpoint; false when there is none. */
    boolean pick(ExchangeRun run) {
        int picked = upstream.pick(run, tried);
        if (picked == Balancer.NONE) {
            return false;
        }
        count++;
        if (count > 1) {
            upstream.countRetry();
        }
        index = picked;
        if (picked < Long.SIZE) {
            tried |= 1L << picked;
        }
        return true;
    }

    /** The endpoint could not be reached; whether another may be tried. */
    boolean mayGoElsewhere(Reason why) {
        firstFailure = firstFailure == null ? why : firstFailure;
        return count < MOST_ENDPOINTS;
    }

    /** Why the first endpoint could not be reached, or that there is none. */
    Reason failure() {
        return firstFailure == null ? Reason.NO_HEALTHY_ENDPOINT : firstFailure;
    }

    /** Takes note of the kind of connection. */
    void connected(boolean usedBefore) {
        reused |= usedBefore;
    }

    /** Whether the request may be sent once more, given that the first connection was lost; counts it. */
    boolean mayRepeat(boolean unsent) {
        boolean may = repeats < (unsent ? MOST_UNSENT : reused ? MOST_REPEATS : MOST_REPEATS_OF_FRESH);
        if (may) {
            repeats++;
            upstream.countRetry();
        }
        return may;
    }

    boolean isRepeat() {
        return repeats > 0;
    }

    int index() {
        return index;
    }

    Connector connector() {
        return upstream.connector(index);
    }

    UpstreamOnLoop upstream() {
        return upstream;
    }

    Endpoint endpoint() {
        return upstream == null || index < 0 ? null : upstream.endpoint(index);
    }

    /** The exchange counts at the endpoint. */
    void enter() {
        entered = true;
        upstream.enter(index);
    }

    /** It counts there no more. */
    void leave() {
        if (entered) {
            entered = false;
            upstream.leave(index);
        }
    }

    /** The connection was lost, or there never was one: it counts there no more but as a failure, unless that is the client's. */
    void failed(Reason why) {
        leave();
        if (why.side() != Side.CLIENT) {
            countFailure();
        }
    }

    void countFailure() {
        upstream.countFailure(index);
    }

    /** It counts there for somebody else from here on. */
    void handOver() {
        entered = false;
    }
}
