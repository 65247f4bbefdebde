package apex.kernel.chain;

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
import apex.spi.transport.ExchangeHandler;
import apex.spi.transport.Leg;

/**
 * One exchange on its way, and after it the next of the same client connection or stream. Its two directions run side by side:
 * {@link RequestSide} takes the request to {@link BackendSide}, {@link ResponseSide} takes the response back.
 */
final class ExchangeRun implements Exchange, ExchangeHandler<RequestHead> {
    private static final Object[] NO_SLOTS = {};

    final Dispatcher dispatcher;
    final LoopState state;
    final Leg<ResponseHead> client;
    final RequestSide requests;
    final ResponseSide responses;
    final BackendSide backend;

    Chain chain;
    RouteNode route;

    /** How many filters of the chain have been reached; only these see the response and the completion. */
    int entered;

    /** The routes to choose from; null once one is chosen, so that only the route holds the exchange to its generation. */
    private RouteTable<RouteNode> routes;

    private final Loop loop;
    private final Peer peer;
    private final LocalResponse local;
    private final Text clientView = new Text();

    /** The direction whose filter is running, for {@link #suspend}. */
    private Suspension running;

    private boolean active;
    private boolean peerTrusted;

    /** Whose judgement {@link #peerTrusted} is: it holds for the connection until a generation judges otherwise. */
    private TrustedProxies trustKnownFrom;

    private RequestHead request;
    private ResponseHead response;
    private Object[] listenerSlots = NO_SLOTS;
    private Object[] routeSlots = NO_SLOTS;
    private Reason reason;
    private String answeredBy;
    private long startNanos;

    ExchangeRun(Dispatcher dispatcher, Loop loop, Leg<ResponseHead> client, Peer peer) {
        this.dispatcher = dispatcher;
        this.loop = loop;
        this.client = client;
        this.peer = peer;
        state = dispatcher.state(loop.index());
        request = state.unreadable();
        local = new LocalResponse();
        response = local.head();
        requests = new RequestSide(this);
        responses = new ResponseSide(this);
        backend = new BackendSide(this);
    }

    // The client's side, as its protocol tells it.

    @Override
    public void head(RequestHead head, boolean last) {
        begin(head);
        if (!peerTrusted) {
            ForwardedFields.distrust(head.fields());
        }
        requests.begin(last);
    }

    @Override
    public boolean data(Chunk chunk) {
        return !active || requests.data(chunk);
    }

    @Override
    public void end(Fields trailers) {
        if (active) {
            requests.end(trailers);
        }
    }

    @Override
    public void drained() {
        if (active) {
            responses.clientDrained();
        }
    }

    @Override
    public void failed(Reason why, boolean answerable) {
        if (!active && !answerable) {
            return;
        }
        if (!active) {
            begin(state.unreadable());
            entered = chain.length();
            responses.begin(-1);
            answerLocally(Answer.of(why), null);
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

    private void begin(RequestHead head) {
        active = true;
        Generation generation = dispatcher.generation();
        routes = generation.routes();
        chain = generation.unrouted();
        request = head;
        response = local.head();
        startNanos = loop.nanoTime();
        if (trustKnownFrom != generation.trusted()) {
            trustKnownFrom = generation.trusted();
            peerTrusted = trustKnownFrom.trusts(peer, state.ipParser());
        }
        listenerSlots = chain.listenerSlots.lend(loop.index());
        entered = 0;
        requests.reset();
        responses.reset();
        backend.reset();
        state.exchangeBegun();
    }

    // Steps between the sides.

    /** The request has passed the listener's filters: finds its route and lends its slots; false if there is none. */
    boolean findRoute() {
        RouteNode found = routes.find(request);
        if (found == null) {
            return false;
        }
        route = found;
        routes = null;
        chain = found.chain();
        routeSlots = chain.routeSlots.lend(loop.index());
        return true;
    }

    boolean isActive() {
        return active;
    }

    /** Marks which direction's filter runs now; null for none. */
    void running(Suspension direction) {
        running = direction;
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
            dispatcher.filterFailed(loop, name, cause);
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
            local.hold(response, loop.arenas());
            response = local.head();
        }
    }

    /** Whether an answer of Apex itself is prepared. */
    boolean hasAnswer() {
        return reason != null;
    }

    LocalResponse local() {
        return local;
    }

    /** Runs the completion of every filter entered, and forgets the exchange. What is left to send is sent by the caller. */
    void complete() {
        requests.stop();
        responses.stop();
        for (int i = Chain.previous(chain.onComplete, entered - 1);
                i >= 0;
                i = Chain.previous(chain.onComplete, i - 1)) {
            try {
                chain.filters[i].onComplete(this);
            } catch (Throwable e) {
                dispatcher.filterFailed(loop, chain.name(i), e);
            }
        }
        backend.finish();
        active = false;
        chain.routeSlots.giveBack(loop.index(), routeSlots);
        chain.listenerSlots.giveBack(loop.index(), listenerSlots);
        routeSlots = NO_SLOTS;
        listenerSlots = NO_SLOTS;
        state.exchangeCompleted();
        route = null;
        chain = null;
        routes = null;
        request = state.unreadable();
        reason = null;
        answeredBy = null;
    }

    /** Runs on the loop when a handle is used. */
    void resumed(Suspension suspension, int number, Resumption.Step step) {
        if (!suspension.end(number)) {
            state.countStaleResumption();
            return;
        }
        int at = suspension.at();
        Verdict verdict;
        running(suspension);
        try {
            verdict = step.run(this);
        } catch (Throwable e) {
            running(null);
            filterFailed(at, e);
            return;
        }
        running(null);
        if (suspension == requests.suspension) {
            requests.goOn(verdict, at, suspension.point());
        } else {
            responses.goOn(verdict, at, suspension.point());
        }
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
        local.prepare(answer, request, loop.arenas());
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
        Object[] slots = slot.ofListener() ? listenerSlots : routeSlots;
        return slot.type().cast(slots[slot.index()]);
    }

    @Override
    public Loop loop() {
        return loop;
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
        return peer;
    }

    @Override
    public Text clientAddress() {
        return peerTrusted
                ? trustKnownFrom.client(request.fields(), peer, clientView, state.ipParser())
                : peer.address();
    }

    @Override
    public boolean isPeerTrusted() {
        return peerTrusted;
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
