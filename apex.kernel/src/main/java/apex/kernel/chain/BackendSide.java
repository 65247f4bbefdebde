package apex.kernel.chain;

import apex.kernel.held.Replay;
import apex.spi.exchange.Answer;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.lb.Endpoint;
import apex.spi.thread.Deadline;
import apex.spi.transport.Acquirer;
import apex.spi.transport.Leg;
import apex.spi.transport.Need;
import apex.spi.transport.Pace;

/**
 * The terminal of every chain: picks an endpoint, gets a leg to it, and carries the exchange over it, within its time limits.
 *
 * <p>What never reached a backend may go to another endpoint. A request of which certainly nothing was sent, or that is idempotent
 * and whose connection ended before any byte of a response, is sent again on a fresh connection, as long as all that was sent of
 * its body is held (RFC 9110 section 9.2.2).
 */
final class BackendSide implements Acquirer {
    private final ExchangeRun run;
    private final Departure departure = new Departure();
    private final Attempts attempts = new Attempts();
    private final Replay replay = new Replay();
    private final Deadline silence = new Deadline() {
        @Override
        protected void expired() {
            tooSilent();
        }
    };

    private Leg<RequestHead> leg;
    private boolean waitingForLeg;
    private boolean requestSent;
    private boolean full;
    private boolean responding;
    private boolean responseDone;
    private boolean clientHoldsBack;
    private boolean switched;
    private long sentNanos;
    private long backendNanos;

    BackendSide(ExchangeRun run) {
        this.run = run;
    }

    void reset() {
        departure.reset();
        attempts.reset();
        replay.reset();
        leg = null;
        waitingForLeg = false;
        requestSent = false;
        full = false;
        responding = false;
        responseDone = false;
        clientHoldsBack = false;
        switched = false;
        backendNanos = -1;
    }

    /** The request has passed all filters. */
    void start() {
        Reason refusal = departure.prepare(run);
        if (refusal != null) {
            run.answerLocally(Answer.of(refusal), null);
            return;
        }
        attempts.begin(run.route.upstream().on(run.loop().index()));
        attempt();
    }

    private void attempt() {
        if (!attempts.pick(run)) {
            run.answerLocally(Answer.of(attempts.failure()), null);
        } else if (run.requests.hasBody()
                && !replay.isGathered()
                && attempts.connector().isScarce()) {
            replay.beginGathering();
            departure.sayContinue(run.request());
            beginBody();
        } else {
            acquire(Attempts.need(run.request()));
        }
    }

    private void acquire(Need need) {
        if (!Departure.putHost(run, attempts.index())) {
            run.answerLocally(Answer.of(Reason.HEAD_TOO_LARGE), null);
            return;
        }
        attempts.enter();
        waitingForLeg = true;
        attempts.connector().acquire(run.loop(), this, need);
    }

    // The backend's leg, as its protocol tells it.

    @Override
    public void acquired(Leg<RequestHead> acquired, boolean reused) {
        waitingForLeg = false;
        leg = acquired;
        attempts.connected(reused);
        full = false;
        sentNanos = run.loop().coarseNanoTime();
        boolean last = !run.requests.hasBody();
        leg.head(run.request(), last);
        if (leg == null) {
            return;
        }
        if (last) {
            requestSent = true;
            watch();
        } else if (replay.isHeld()) {
            sendHeld();
        } else {
            beginBody();
        }
    }

    private void beginBody() {
        if (departure.takeContinue()) {
            run.client.head(run.state.continueHead(), false);
        }
        run.requests.backendReady();
    }

    /** Sends what an earlier connection got of the body, or what was gathered of it. */
    private void sendHeld() {
        Chunk held = replay.chunk();
        full = held.length() > 0 && !leg.data(held);
        if (replay.isEnded()) {
            requestSent = true;
            leg.end(replay.trailers());
            watch();
        } else if (held.length() > 0) {
            watch();
            run.requests.backendAgain(full);
        } else {
            beginBody();
        }
    }

    @Override
    public void head(ResponseHead head, boolean last) {
        if (head.isInformational()) {
            watch();
            if (!departure.hasSaid(head)) {
                run.responses.informational(head);
            }
            return;
        }
        responding = true;
        switched = head.isSwitch();
        backendNanos = run.loop().coarseNanoTime() - sentNanos;
        responseDone = last;
        watch();
        run.responses.backendHead(head, last);
    }

    @Override
    public boolean data(Chunk chunk) {
        if (run.tunnel != null) {
            return run.tunnel.fromBackend(chunk);
        }
        boolean more = run.responses.data(chunk);
        if (leg != null) {
            clientHoldsBack = !more || run.responses.suspension.isWaiting();
            watch();
        }
        return more;
    }

    @Override
    public void end(Fields trailers) {
        if (run.tunnel != null) {
            run.tunnel.backendEnded();
            return;
        }
        responseDone = true;
        run.responses.end(trailers);
    }

    @Override
    public void drained() {
        if (run.tunnel != null) {
            run.tunnel.backendDrained();
            return;
        }
        full = false;
        watch();
        run.requests.backendDrained();
    }

    @Override
    public Peer peer() {
        return run.peer();
    }

    @Override
    public Pace pace() {
        return run.pace();
    }

    @Override
    public void unsent(Reason why) {
        lost(why, true, true);
    }

    @Override
    public void failed(Reason why, boolean replayable) {
        if (run.tunnel != null) {
            run.tunnel.backendFailed(why);
        } else {
            lost(why, replayable && !responding && run.request().method().isIdempotent(), false);
        }
    }

    /** The connection is lost, or there never was one; {@code repeatable} if sending the request again does no harm. */
    private void lost(Reason why, boolean repeatable, boolean unsent) {
        boolean neverReached = waitingForLeg;
        waitingForLeg = false;
        leg = null;
        attempts.failed(why);
        run.loop().disarm(silence);
        if (run.responses.isHeadSent()) {
            run.abort(why);
        } else if (neverReached) {
            if (attempts.mayGoElsewhere(why)) {
                attempt();
            } else {
                run.answerLocally(Answer.of(attempts.failure()), null);
            }
        } else if (repeatable && replay.isWhole() && attempts.mayRepeat(unsent)) {
            requestSent = false;
            run.requests.backendLost();
            acquire(Need.FRESH);
        } else {
            run.answerLocally(Answer.of(why), null);
        }
    }

    // The request on its way out.

    boolean isReady() {
        return replay.isGathering() || leg != null && !full;
    }

    boolean isFull() {
        return full;
    }

    /** Sends a piece of the body, which has passed all filters. */
    boolean send(Chunk chunk) {
        if (replay.isGathering() || waitingForLeg) {
            full = !replay.hold(chunk, run.loop().arenas());
            if (run.loop().isOverloaded()) {
                run.answerLocally(Answer.of(Reason.OVERLOADED), null);
            } else if (full && !waitingForLeg) {
                acquire(Attempts.need(run.request()));
            }
            return !full;
        }
        if (!responding) {
            replay.sent(chunk, run.loop().arenas());
        }
        if (leg == null) {
            return true;
        }
        boolean more = leg.data(chunk);
        full |= !more;
        return more;
    }

    /** Sends the end of the request. */
    void sendEnd(Fields trailers) {
        Fields sent = run.route.policy().forwardsTrailers() ? trailers : null;
        if (replay.isGathering() || waitingForLeg) {
            replay.holdEnd(sent);
            if (!waitingForLeg) {
                acquire(Attempts.need(run.request()));
            }
            return;
        }
        replay.ended(sent);
        if (leg != null) {
            requestSent = true;
            leg.end(sent);
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
            attempts.connector().cancel(run.loop(), this);
        } else if (leg != null) {
            Leg<RequestHead> abandoned = leg;
            leg = null;
            if (!responseDone || !requestSent) {
                abandoned.abort(why);
            }
        }
        run.loop().disarm(silence);
    }

    /** Whether the backend has switched protocols. */
    boolean hasSwitched() {
        return switched;
    }

    /** Makes what is under way with the backend a tunnel, which has its permit and its place at the endpoint from here on. */
    Tunnel tunnel() {
        Tunnel tunnel = new Tunnel(run, leg, departure.handOver(), attempts.upstream(), attempts.index());
        leg = null;
        attempts.handOver();
        return tunnel;
    }

    /** The exchange has completed; a request that is still being sent has become pointless. */
    void finish() {
        abandon(Reason.CLIENT_ABORT);
        attempts.leave();
        replay.reset();
        departure.end();
    }

    /** The backend is waited for exactly when the next move is its own. */
    void watch() {
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
        attempts.countFailure();
        Reason why = responding ? Reason.BACKEND_IDLE : Reason.RESPONSE_TIMEOUT;
        if (run.responses.isHeadSent()) {
            run.abort(why);
        } else {
            run.answerLocally(Answer.of(why), null);
        }
    }

    Endpoint endpoint() {
        return attempts.endpoint();
    }

    long nanos() {
        return backendNanos;
    }
}
