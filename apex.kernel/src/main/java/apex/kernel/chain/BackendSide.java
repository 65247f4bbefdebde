package apex.kernel.chain;

import apex.kernel.upstream.UpstreamOnLoop;
import apex.spi.exchange.Answer;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.HeadTooLargeException;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.lb.Balancer;
import apex.spi.lb.Endpoint;
import apex.spi.thread.Deadline;
import apex.spi.transport.Acquirer;
import apex.spi.transport.Leg;
import apex.spi.transport.Need;

/**
 * The terminal of every chain: picks an endpoint, gets a leg to it, and carries the exchange over it, within its time limits.
 *
 * <p>What never reached a backend may go to another endpoint: nothing of the body has been read by then. A request without a body
 * and with an idempotent method whose connection ended before any byte of a response is sent once more, on a fresh connection.
 */
final class BackendSide implements Acquirer {
    private static final int MOST_ATTEMPTS = 3;

    private final ExchangeRun run;
    private final Deadline silence = new Deadline() {
        @Override
        protected void expired() {
            tooSilent();
        }
    };

    private UpstreamOnLoop upstream;
    private Leg<RequestHead> leg;
    private boolean waitingForLeg;
    private boolean reused;
    private boolean requestSent;
    private boolean full;
    private boolean responding;
    private boolean responseDone;
    private boolean clientHoldsBack;
    private boolean entered;
    private boolean repeated;
    private int index;
    private int attempts;
    private long tried;
    private Reason firstFailure;
    private long sentNanos;
    private long backendNanos;

    BackendSide(ExchangeRun run) {
        this.run = run;
    }

    void reset() {
        upstream = null;
        leg = null;
        waitingForLeg = false;
        reused = false;
        requestSent = false;
        full = false;
        responding = false;
        responseDone = false;
        clientHoldsBack = false;
        entered = false;
        repeated = false;
        index = Balancer.NONE;
        attempts = 0;
        tried = 0;
        firstFailure = null;
        backendNanos = -1;
    }

    /** The request has passed all filters. */
    void start() {
        try {
            ForwardedFields.apply(run.request(), run.peer(), run.isPeerTrusted(), run.state);
        } catch (HeadTooLargeException e) {
            run.answerLocally(Answer.of(Reason.HEAD_TOO_LARGE), null);
            return;
        }
        upstream = run.route.upstream().on(run.loop().index());
        attempt();
    }

    private void attempt() {
        int picked = upstream.pick(run, tried);
        if (picked == Balancer.NONE) {
            run.answerLocally(Answer.of(firstFailure == null ? Reason.NO_HEALTHY_ENDPOINT : firstFailure), null);
            return;
        }
        attempts++;
        index = picked;
        if (picked < Long.SIZE) {
            tried |= 1L << picked;
        }
        acquire(Need.ANY);
    }

    private void acquire(Need need) {
        upstream.enter(index);
        entered = true;
        waitingForLeg = true;
        upstream.connector(index).acquire(run.loop(), this, need);
    }

    // The backend's leg, as its protocol tells it.

    @Override
    public void acquired(Leg<RequestHead> acquired, boolean isReused) {
        waitingForLeg = false;
        leg = acquired;
        reused = isReused;
        full = false;
        sentNanos = run.loop().nanoTime();
        boolean last = !run.requests.hasBody();
        leg.head(run.request(), last);
        if (leg == null) {
            return;
        }
        if (last) {
            requestSent = true;
            watch();
        } else {
            run.requests.backendReady();
        }
    }

    @Override
    public void head(ResponseHead head, boolean last) {
        if (head.isInformational()) {
            watch();
            run.responses.informational(head);
            return;
        }
        responding = true;
        backendNanos = run.loop().nanoTime() - sentNanos;
        if (last) {
            responseDone = true;
        }
        watch();
        run.responses.backendHead(head, last);
    }

    @Override
    public boolean data(Chunk chunk) {
        boolean more = run.responses.data(chunk);
        if (leg != null) {
            clientHoldsBack = !more || run.responses.suspension.isWaiting();
            watch();
        }
        return more;
    }

    @Override
    public void end(Fields trailers) {
        responseDone = true;
        run.responses.end(trailers);
    }

    @Override
    public void drained() {
        full = false;
        watch();
        run.requests.backendDrained();
    }

    @Override
    public void unsent(Reason why) {
        waitingForLeg = true;
        failed(why, true);
    }

    @Override
    public Peer peer() {
        return run.peer();
    }

    @Override
    public void failed(Reason why, boolean replayable) {
        boolean neverReached = waitingForLeg;
        waitingForLeg = false;
        leg = null;
        leave();
        run.loop().disarm(silence);
        if (run.responses.isHeadSent()) {
            run.abort(why);
        } else if (neverReached) {
            firstFailure = firstFailure == null ? why : firstFailure;
            if (attempts < MOST_ATTEMPTS) {
                attempt();
            } else {
                run.answerLocally(Answer.of(firstFailure), null);
            }
        } else if (replayable && mayRepeat()) {
            repeated = true;
            requestSent = false;
            acquire(Need.FRESH);
        } else {
            run.answerLocally(Answer.of(why), null);
        }
    }

    private boolean mayRepeat() {
        return reused
                && !repeated
                && !responding
                && !run.requests.hasBody()
                && run.request().method().isIdempotent();
    }

    // The request on its way out.

    boolean isReady() {
        return leg != null && !full;
    }

    boolean isFull() {
        return full;
    }

    /** Sends a piece of the body, which has passed all filters. */
    boolean send(Chunk chunk) {
        if (leg == null) {
            return true;
        }
        boolean more = leg.data(chunk);
        full |= !more;
        return more;
    }

    /** The backend takes no more for now: it has to within the time limit. */
    void waitForRoom() {
        watch();
    }

    /** Sends the end of the request. */
    void sendEnd(Fields trailers) {
        requestSent = true;
        if (leg != null) {
            leg.end(trailers);
            watch();
        }
    }

    // The response on its way back.

    void pause() {
        if (leg != null && !responseDone) {
            clientHoldsBack = true;
            leg.pause();
            watch();
        }
    }

    void resume() {
        if (leg != null && !responseDone) {
            clientHoldsBack = false;
            leg.resume();
            watch();
        }
    }

    boolean isResponseDone() {
        return responseDone;
    }

    /** The response has come in whole, so its leg ends by itself if the request has been sent whole, too. */
    void responseDone() {
        responseDone = true;
        if (requestSent) {
            leg = null;
        }
    }

    // The end.

    /** Gives up what is under way with the backend. */
    void abandon(Reason why) {
        if (waitingForLeg) {
            waitingForLeg = false;
            upstream.connector(index).cancel(run.loop(), this);
        } else if (leg != null) {
            Leg<RequestHead> abandoned = leg;
            leg = null;
            if (!responseDone || !requestSent) {
                abandoned.abort(why);
            }
        }
        run.loop().disarm(silence);
    }

    /** The exchange has completed; a request that is still being sent has become pointless. */
    void finish() {
        abandon(Reason.CLIENT_ABORT);
        leave();
    }

    private void leave() {
        if (entered) {
            entered = false;
            upstream.leave(index);
        }
    }

    /** The backend is waited for exactly when the next move is its own. */
    private void watch() {
        boolean backendsMove = responding ? !clientHoldsBack && !responseDone : requestSent || full;
        if (leg != null && backendsMove) {
            run.loop().arm(silence, run.route.policy().timeoutMillis());
        } else {
            run.loop().disarm(silence);
        }
    }

    private void tooSilent() {
        if (!run.isActive()) {
            return;
        }
        if (responding) {
            if (run.responses.isHeadSent()) {
                run.abort(Reason.BACKEND_IDLE);
            } else {
                run.answerLocally(Answer.of(Reason.BACKEND_IDLE), null);
            }
        } else {
            run.answerLocally(Answer.of(Reason.RESPONSE_TIMEOUT), null);
        }
    }

    Endpoint endpoint() {
        return upstream == null || index < 0 ? null : upstream.endpoint(index);
    }

    long nanos() {
        return backendNanos;
    }
}
