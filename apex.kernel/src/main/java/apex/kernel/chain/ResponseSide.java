package apex.kernel.chain;

import apex.kernel.chain.Suspension.Point;
import apex.kernel.held.HeldTrailers;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Method;
import apex.spi.exchange.Reason;
import apex.spi.exchange.ResponseHead;
import apex.spi.filter.BodyOut;
import apex.spi.filter.Verdict;

/** Takes a response, from the backend or made by Apex, through the filters in reverse to the client. */
final class ResponseSide {
    final Suspension suspension;

    private final ExchangeRun run;
    private final BodyOut out = this::writeOn;

    private boolean underWay;
    private boolean headSent;
    private boolean last;
    private boolean isLocal;
    private boolean stopped;
    private boolean clientFull;
    private long bytes;

    /** The position down from which filters have still to see the head. */
    private int headCursor;

    /** The position down from which filters see the body. */
    private int bodyFrom;

    /** The position down from which filters get what {@link #out} is given. */
    private int cursor;

    private Fields trailers;

    ResponseSide(ExchangeRun run) {
        this.run = run;
        suspension = new Suspension(run, this::goOn);
    }

    void reset() {
        underWay = false;
        headSent = false;
        last = false;
        isLocal = false;
        stopped = false;
        clientFull = false;
        bytes = 0;
        cursor = -1;
    }

    /** The response's head is there; filters up to {@code from} have yet to see it. */
    void begin(int from) {
        underWay = true;
        headCursor = from;
        bodyFrom = from;
    }

    void stop() {
        stopped = true;
        trailers = null;
        suspension.cancel();
    }

    boolean isHeadSent() {
        return headSent;
    }

    boolean isUnderWay() {
        return underWay;
    }

    long bytes() {
        return bytes;
    }

    // The head.

    /** An informational head of the backend's; filters do not see it. */
    void informational(ResponseHead head) {
        run.client.head(head, false);
    }

    /** The final head of the backend's. */
    void backendHead(ResponseHead head, boolean headIsLast) {
        run.response(head);
        last = headIsLast;
        begin(run.entered - 1);
        filterHead();
    }

    /** The prepared answer of Apex takes the place of whatever response there was or would have been. */
    void localAnswer() {
        if (!underWay) {
            begin(run.entered - 1);
        }
        suspension.cancel();
        isLocal = true;
        last = run.local.body() == null || run.request().method() == Method.HEAD;
        filterHead();
    }

    private void filterHead() {
        Chain chain = run.chain;
        for (int i = Chain.previous(chain.onResponse, headCursor);
                i >= 0;
                i = Chain.previous(chain.onResponse, headCursor)) {
            headCursor = i - 1;
            Verdict verdict;
            int outer = suspension.enter(i);
            try {
                verdict = chain.filters[i].onResponse(run);
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
        sendHead();
    }

    private boolean proceeds(Verdict verdict, int index, Point point) {
        suspension.stands(index, point);
        return proceeds(verdict, index);
    }

    private boolean proceeds(Verdict verdict, int index) {
        if (verdict == Verdict.CONTINUE && suspension.passes(index)) {
            return true;
        }
        if (verdict == Verdict.CONTINUE || verdict == Verdict.SUSPENDED && suspension.begin(index)) {
            if (run.backend.isResponseDone()) {
                run.holdResponse();
            } else {
                run.backend.pause();
            }
            return false;
        }
        if (verdict == Verdict.ANSWERED && run.hasAnswer() && !headSent) {
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
        switch (suspension.point()) {
            case HEAD -> {
                filterHead();
                readMore();
            }
            case CHUNK -> {
                if (isLocal) {
                    endFrom(null, bodyFrom);
                } else {
                    readMore();
                }
            }
            case END -> endFrom(trailers, suspension.at() - 1);
        }
    }

    private void sendHead() {
        headSent = true;
        ResponseHead head = run.response();
        if (isLocal) {
            sendLocal(head);
            return;
        }
        if (head.isSwitch() != run.backend.hasSwitched()) {
            run.abort(Reason.FILTER_ERROR);
            return;
        }
        if (head.isSwitch()) {
            run.openTunnel(head);
            return;
        }
        if (last) {
            run.backend.responseDone();
            run.complete();
            run.client.head(head, true);
            run.local.close();
        } else {
            run.client.head(head, false);
        }
    }

    private void sendLocal(ResponseHead head) {
        LocalResponse local = run.local;
        if (last) {
            run.complete();
            run.client.head(head, true);
            local.close();
            return;
        }
        run.client.head(head, false);
        push(local.body(), bodyFrom);
        if (!stopped && !suspension.isWaiting()) {
            endFrom(null, bodyFrom);
        }
    }

    // The body.

    void clientDrained() {
        clientFull = false;
        if (suspension.isWaiting()) {
            // It is no longer the client that holds the response up.
            run.backend.pause();
        } else {
            readMore();
        }
    }

    private void readMore() {
        if (!stopped && !clientFull && !suspension.isWaiting() && !isLocal) {
            run.backend.resume();
        }
    }

    /** A piece of the backend's response. */
    boolean data(Chunk chunk) {
        if (stopped) {
            return true;
        }
        boolean more = push(chunk, bodyFrom);
        if (stopped) {
            return true;
        }
        if (!more) {
            clientFull = true;
        }
        if (suspension.isWaiting()) {
            run.backend.pause();
        }
        return more;
    }

    private boolean writeOn(Chunk chunk) {
        return stopped || push(chunk, cursor);
    }

    private boolean push(Chunk chunk, int from) {
        Chain chain = run.chain;
        int i = Chain.previous(chain.onResponseBody, from);
        if (i < 0) {
            bytes += chunk.length();
            boolean more = run.client.data(chunk);
            clientFull |= !more;
            return more;
        }
        int before = cursor;
        cursor = i - 1;
        Verdict verdict;
        int outer = suspension.enter(i);
        try {
            verdict = chain.bodies[i].onResponseChunk(run, chunk, out);
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
        return stopped || !clientFull;
    }

    private void fail(int index, Throwable cause) {
        if (!stopped) {
            run.filterFailed(index, cause);
        }
    }

    void end(Fields fields) {
        if (!stopped) {
            run.backend.responseDone();
            endFrom(fields, bodyFrom);
        }
    }

    private void endFrom(Fields fields, int from) {
        Chain chain = run.chain;
        for (int i = Chain.previous(chain.onResponseBody, from);
                i >= 0;
                i = Chain.previous(chain.onResponseBody, i - 1)) {
            cursor = i - 1;
            Verdict verdict;
            int outer = suspension.enter(i);
            try {
                verdict = chain.bodies[i].onResponseEnd(run, fields, out);
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
        run.complete();
        run.client.end(fields);
        run.local.close();
    }
}
