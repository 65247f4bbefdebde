package apex.kernel.chain;

import apex.kernel.forwarded.ForwardedPolicy;
import apex.kernel.route.RouteTable;
import apex.spi.exchange.Answer;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Exchange;
import apex.spi.exchange.Fields;
import apex.spi.exchange.HeadTooLargeException;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Resumption;
import apex.spi.exchange.Slot;
import apex.spi.exchange.Text;
import apex.spi.filter.Verdict;
import apex.spi.lb.Endpoint;
import apex.spi.thread.Loop;
import apex.spi.transport.Leg;
import apex.spi.transport.Pace;

/**
 * One exchange on its way, and later another of some client of the same loop. Its two directions run side by side: {@link
 * RequestSide} takes the request to {@link BackendSide}, {@link ResponseSide} takes the response back.
 */
final class ExchangeRun implements Exchange {
    final LoopState state;
    final RequestSide requests;
    final ResponseSide responses;
    final BackendSide backend;
    final LocalResponse local;
    private final LentSlots slots;
    private final Text address = new Text();

    /** Whose exchange it is, and where the response goes; null while it is nobody's. */
    ClientExchanges whose;

    Leg<ResponseHead> client;

    Chain chain;
    RouteNode route;

    /** What the exchange has become when both sides switched protocols, else null. */
    Tunnel tunnel;

    /** How many filters of the chain have been reached; only these see the response and the completion. */
    int entered;

    /** The routes to choose from; null once one is chosen, so that only the route holds the exchange to its generation. */
    private RouteTable<RouteNode> routes;

    /** The direction whose filter is running, for {@link #suspend}. */
    private Suspension running;

    private boolean active;

    /** It was a tunnel, for which its backend's connection may still ask it. */
    private boolean switched;

    private RequestHead request;
    private ResponseHead response;
    private Reason reason;
    private String answeredBy;
    private long startNanos;

    ExchangeRun(LoopState state) {
        this.state = state;
        slots = new LentSlots(state.loop().index());
        request = state.unreadable();
        local = new LocalResponse();
        requests = new RequestSide(this);
        responses = new ResponseSide(this);
        backend = new BackendSide(this);
    }

    /** Is {@code borrower}'s from now on; null for nobody's. */
    void lendTo(ClientExchanges borrower) {
        whose = borrower;
        client = borrower == null ? null : borrower.leg();
        response = local.head();
    }

    /** Whether it is over such that nobody knows it any more, and it can serve another client. */
    boolean isSpent() {
        return !active && !switched;
    }

    // The client's side, as its protocol tells it.

    void head(RequestHead head, boolean last) {
        begin(head);
        if (state.loop().isOverloaded()) {
            refuse(Reason.OVERLOADED);
            return;
        }
        if (!whose.isPeerTrusted()) {
            ForwardedPolicy.distrust(head.fields());
        }
        requests.begin(last);
    }

    boolean data(Chunk chunk) {
        return active ? requests.data(chunk) : tunnel == null || tunnel.fromClient(chunk);
    }

    void end(Fields trailers) {
        if (active) {
            requests.end(trailers);
        } else if (tunnel != null) {
            tunnel.clientEnded();
        }
    }

    void drained() {
        if (active) {
            responses.clientDrained();
        } else if (tunnel != null) {
            tunnel.clientDrained();
        }
    }

    void failed(Reason why, boolean answerable) {
        if (tunnel != null) {
            tunnel.clientFailed(why);
        } else if (!active && answerable) {
            begin(state.unreadable());
            refuse(why);
        } else if (!active) {
            return;
        } else if (answerable && !responses.isHeadSent()) {
            answerLocally(Answer.of(why), null);
        } else {
            reason = why;
            backend.abandon(why);
            complete();
            local.close();
            if (answerable) {
                client.abort(why);
            }
        }
    }

    Pace pace() {
        return route == null ? null : route.policy().pace();
    }

    /** Answers a request that no filter has seen; all of the listener's see its completion. */
    private void refuse(Reason why) {
        entered = chain.length();
        responses.begin(-1);
        answerLocally(Answer.of(why), null);
    }

    /** A connection was refused, which is no exchange: the listener's filters see its completion, and the listener counts it. */
    void refused(Reason why) {
        begin(state.unreadable());
        entered = chain.length();
        prepare(Answer.of(why), null);
        chain.complete(this);
        state.exchangeUncounted();
        slots.giveBack(chain);
        local.close();
    }

    private void begin(RequestHead head) {
        active = true;
        Generation generation = state.dispatcher().generation();
        routes = generation.routes();
        chain = generation.unrouted();
        request = head;
        response = local.begin(generation.errorBodies());
        startNanos = state.loop().coarseNanoTime();
        whose.judgedBy(generation.forwarded());
        slots.lendListeners(chain);
        entered = 0;
        requests.reset();
        responses.reset();
        backend.reset();
        state.exchangeBegun();
    }

    // Steps between the sides.

    /** The request has passed the listener's filters: finds its route and lends its slots; null, or why it goes nowhere. */
    Reason findRoute() {
        RouteNode found = routes.find(request.authority(), state.paths().normal(request.path()));
        Reason refusal = RouteNode.refusal(found, request, state.paths().isAmbiguous());
        if (refusal == null) {
            route = found;
            routes = null;
            chain = found.chain();
            slots.lendRoutes(chain);
        }
        return refusal;
    }

    boolean isActive() {
        return active;
    }

    /** The backend has switched protocols and the filters have seen it: bytes go through from here on. */
    void openTunnel(ResponseHead head) {
        tunnel = backend.tunnel();
        switched = true;
        complete();
        client.head(head, false);
        if (tunnel != null) {
            tunnel.begin();
        }
    }

    /** Marks which direction's filter runs from now on, null for none; returns whose did. */
    Suspension running(Suspension direction) {
        Suspension before = running;
        running = direction;
        return before;
    }

    /** Answers by Apex itself in place of whatever was to come; the response's head must not have been sent. */
    void answerLocally(Answer answer, String by) {
        prepare(answer, by);
        startAnswer();
    }

    /** Lets the prepared answer go back through the filters that have been entered. */
    void startAnswer() {
        backend.abandon(reason);
        requests.stop();
        responses.localAnswer();
    }

    /** A filter has thrown or broken its contract. */
    void filterFailed(int index, Throwable cause) {
        String name = chain.name(index);
        Reason why = Reason.FILTER_ERROR;
        if (cause instanceof HeadTooLargeException) {
            why = responses.isUnderWay() ? Reason.RESPONSE_HEAD_TOO_LARGE : Reason.HEAD_TOO_LARGE;
        } else {
            state.dispatcher().filterFailed(state.loop(), name, cause);
        }
        if (responses.isHeadSent()) {
            answeredBy = name;
            abort(why);
        } else {
            answerLocally(Answer.of(why), name);
        }
    }

    /** Ends the exchange in the middle of its response. */
    void abort(Reason why) {
        reason = why;
        backend.abandon(why);
        complete();
        local.close();
        client.abort(why);
    }

    void response(ResponseHead head) {
        response = head;
        reason = null;
        answeredBy = null;
    }

    /** The backend's part is over while a filter keeps the response: from here on its head is a copy. */
    void holdResponse() {
        if (response != local.head()) {
            local.hold(response, state.loop().arenas());
            response = local.head();
        }
    }

    /** Whether an answer of Apex itself is prepared. */
    boolean hasAnswer() {
        return reason != null;
    }

    /** Completes every filter entered, and forgets the exchange. What is left to send is sent by the caller. */
    void complete() {
        requests.stop();
        responses.stop();
        chain.complete(this);
        state.exchangeCompleted(this);
        backend.finish();
        active = false;
        slots.giveBack(chain);
        route = null;
        chain = null;
        routes = null;
        request = state.unreadable();
        reason = null;
        answeredBy = null;
    }

    // What filters and balancers see.

    @Override
    public Verdict answer(Answer answer) {
        if (responses.isHeadSent()) {
            throw new IllegalStateException("answer after the response's head was sent");
        }
        prepare(answer, null);
        return Verdict.ANSWERED;
    }

    private void prepare(Answer answer, String by) {
        local.prepare(answer, request, state.loop().arenas());
        response = local.head();
        reason = answer.reason();
        answeredBy = by;
    }

    /** The filter at {@code index} has returned {@code ANSWERED}. */
    void answeredBy(int index) {
        answeredBy = chain.name(index);
    }

    @Override
    public Resumption suspend() {
        if (running == null) {
            throw new IllegalStateException("suspend outside of a request or response phase");
        }
        return running.hand();
    }

    @Override
    public <T> T get(Slot<T> slot) {
        return slots.get(slot);
    }

    @Override
    public Loop loop() {
        return state.loop();
    }

    @Override
    public RequestHead request() {
        return request;
    }

    @Override
    public ResponseHead response() {
        return response;
    }

    @Override
    public Peer peer() {
        return whose.peer();
    }

    @Override
    public Text clientAddress() {
        return whose.address(request, address);
    }

    @Override
    public boolean isPeerTrusted() {
        return whose.isPeerTrusted();
    }

    @Override
    public String route() {
        return route == null ? null : route.name();
    }

    @Override
    public Endpoint endpoint() {
        return backend.endpoint();
    }

    @Override
    public Reason reason() {
        return reason;
    }

    @Override
    public String answeredBy() {
        return answeredBy;
    }

    @Override
    public long startNanos() {
        return startNanos;
    }

    @Override
    public long requestBytes() {
        return requests.bytes();
    }

    @Override
    public long responseBytes() {
        return responses.bytes();
    }

    @Override
    public long backendNanos() {
        return backend.nanos();
    }
}
