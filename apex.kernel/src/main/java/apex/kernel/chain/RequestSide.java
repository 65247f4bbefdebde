package apex.kernel.chain;

import apex.kernel.chain.Suspension.Point;
import apex.kernel.held.HeldTrailers;
import apex.spi.exchange.Answer;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Reason;
import apex.spi.filter.BodyOut;
import apex.spi.filter.Verdict;

/** Takes a request from the client through the filters, in order, to the backend. */
final class RequestSide {
    final Suspension suspension;

    private final ExchangeRun run;
    private final BodyOut out = this::writeOn;

    private boolean last;
    private boolean stopped;
    private boolean backendFull;
    private long bytes;

    /** The position of the filter that gets what {@link #out} is given. */
    private int cursor;

    /** Trailers that wait with a suspended end. */
    private Fields trailers;

    RequestSide(ExchangeRun run) {
        this.run = run;
        suspension = new Suspension(run, this::goOn);
    }

    void reset() {
        last = true;
        stopped = false;
        backendFull = false;
        bytes = 0;
        cursor = 0;
    }

    /** The head has arrived. */
    void begin(boolean headIsLast) {
        last = headIsLast;
        filterHead(0);
    }

    /** Nothing more of this request is wanted. */
    void stop() {
        stopped = true;
        trailers = null;
        suspension.cancel();
    }

    /** Whether the request has a body or trailers that come after its head. */
    boolean hasBody() {
        return !last;
    }

    /** Body bytes that have arrived. */
    long bytes() {
        return bytes;
    }

    // The head.

    private void filterHead(int from) {
        Chain chain = run.chain;
        for (int i = Chain.next(chain.onRequest, from); i >= 0; i = Chain.next(chain.onRequest, i + 1)) {
            run.entered = i + 1;
            Verdict verdict;
            int outer = suspension.enter(i);
            try {
                verdict = chain.filters[i].onRequest(run);
            } catch (Throwable e) {
                suspension.leave(outer);
                run.filterFailed(i, e);
                return;
            }
            suspension.leave(outer);
            if (!proceeds(verdict, i, Point.HEAD)) {
                return;
            }
        }
        run.entered = chain.length();
        if (run.route != null) {
            run.backend.start();
            return;
        }
        findRoute();
    }

    private void findRoute() {
        Answer end = run.whose.judge().refusal(run.request(), run.state.forwarded());
        if (end != null) {
            run.answerLocally(end, null);
            return;
        }
        Reason refusal = run.findRoute();
        if (refusal == null) {
            filterHead(run.chain.listenerLength);
        } else {
            run.answerLocally(Answer.of(refusal), null);
        }
    }

    /** Whether the next step follows at once; otherwise whatever the verdict asks for has been begun. */
    private boolean proceeds(Verdict verdict, int index, Point point) {
        suspension.stands(index, point);
        return proceeds(verdict, index);
    }

    private boolean proceeds(Verdict verdict, int index) {
        if (verdict == Verdict.CONTINUE) {
            return suspension.passes(index);
        }
        if (verdict == Verdict.SUSPENDED && suspension.begin(index)) {
            return false;
        }
        if (verdict == Verdict.ANSWERED && run.hasAnswer() && !run.responses.isHeadSent()) {
            run.answeredBy(index);
            run.startAnswer();
            return false;
        }
        run.filterFailed(
                index,
                new IllegalStateException("returned " + verdict
                        + " (expected: CONTINUE, ANSWERED after answer(), or SUSPENDED after suspend())"));
        return false;
    }

    private void goOn(Verdict verdict, int index) {
        if (!proceeds(verdict, index)) {
            return;
        }
        int at = suspension.at();
        switch (suspension.point()) {
            case HEAD -> filterHead(at + 1);
            case CHUNK -> readMore();
            case END -> endFrom(trailers, at + 1);
        }
    }

    // The body.

    /** The backend is ready for the body. */
    void backendReady() {
        readMore();
    }

    /** Another backend connection has got all of the body so far; {@code full} if it takes no more for now. */
    void backendAgain(boolean full) {
        backendFull = full;
        readMore();
    }

    /** The connection to the backend was lost and another is asked for. */
    void backendLost() {
        backendFull = false;
        if (!last) {
            run.client.pause();
        }
    }

    void backendDrained() {
        backendFull = false;
        readMore();
    }

    private void readMore() {
        if (!last && !stopped && !backendFull && !suspension.isWaiting() && run.backend.isReady()) {
            run.client.resume();
        }
    }

    boolean data(Chunk chunk) {
        if (stopped) {
            return true;
        }
        bytes += chunk.length();
        if (run.route.isOverLimit(bytes)) {
            refuse();
            return true;
        }
        boolean more = push(chunk, 0);
        if (stopped) {
            return true;
        }
        if (!more) {
            backendFull = true;
            run.backend.watch();
        }
        if (suspension.isWaiting()) {
            run.client.pause();
        }
        return more;
    }

    private void refuse() {
        if (run.responses.isHeadSent()) {
            run.abort(Reason.BODY_TOO_LARGE);
        } else {
            run.answerLocally(Answer.of(Reason.BODY_TOO_LARGE), null);
        }
    }

    private boolean writeOn(Chunk chunk) {
        return stopped || push(chunk, cursor);
    }

    private boolean push(Chunk chunk, int from) {
        Chain chain = run.chain;
        int i = Chain.next(chain.onRequestBody, from);
        if (i < 0) {
            return run.backend.send(chunk);
        }
        int before = cursor;
        cursor = i + 1;
        Verdict verdict;
        int outer = suspension.enter(i);
        try {
            verdict = chain.bodies[i].onRequestChunk(run, chunk, out);
        } catch (Throwable e) {
            suspension.leave(outer);
            cursor = before;
            fail(i, e);
            return true;
        }
        suspension.leave(outer);
        cursor = before;
        if (!stopped) {
            proceeds(verdict, i, Point.CHUNK);
        }
        return stopped || !run.backend.isFull();
    }

    private void fail(int index, Throwable cause) {
        if (!stopped) {
            run.filterFailed(index, cause);
        }
    }

    void end(Fields fields) {
        if (!stopped) {
            endFrom(fields, 0);
        }
    }

    private void endFrom(Fields fields, int from) {
        Chain chain = run.chain;
        for (int i = Chain.next(chain.onRequestBody, from); i >= 0; i = Chain.next(chain.onRequestBody, i + 1)) {
            cursor = i + 1;
            Verdict verdict;
            int outer = suspension.enter(i);
            try {
                verdict = chain.bodies[i].onRequestEnd(run, fields, out);
            } catch (Throwable e) {
                suspension.leave(outer);
                fail(i, e);
                return;
            }
            suspension.leave(outer);
            if (stopped) {
                return;
            }
            if (!proceeds(verdict, i, Point.END)) {
                trailers = suspension.isWaiting() ? HeldTrailers.copy(fields) : null;
                return;
            }
        }
        trailers = null;
        run.backend.sendEnd(fields);
    }
}
