package apex.kernel.chain;

import apex.kernel.forwarded.ForwardedPolicy;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Text;
import apex.spi.transport.ExchangeHandler;
import apex.spi.transport.Leg;
import apex.spi.transport.Pace;

/**
 * The exchanges of one client connection or stream slot, one after the other, and who the client is: its peer, or whom a trusted
 * peer speaks for. All that only an exchange needs is lent by the loop while there is one.
 */
final class ClientExchanges implements ExchangeHandler<RequestHead> {
    private final LoopState state;
    private final Leg<ResponseHead> leg;
    private final Peer peer;

    /** Whose judgement {@link #trusted} is: it holds for the connection until a generation judges otherwise. */
    private ForwardedPolicy judge;

    /** Null between exchanges. */
    private ExchangeRun run;

    private boolean trusted;

    /** @param leg where responses go; null for a client that gets none */
    ClientExchanges(LoopState state, Leg<ResponseHead> leg, Peer peer) {
        this.state = state;
        this.leg = leg;
        this.peer = peer;
    }

    Leg<ResponseHead> leg() {
        return leg;
    }

    Peer peer() {
        return peer;
    }

    // Its protocol's side.

    @Override
    public void head(RequestHead head, boolean last) {
        lent().head(head, last);
    }

    @Override
    public boolean data(Chunk chunk) {
        return run == null || run.data(chunk);
    }

    @Override
    public void end(Fields trailers) {
        if (run != null) {
            run.end(trailers);
        }
    }

    @Override
    public void drained() {
        if (run != null) {
            run.drained();
        }
    }

    @Override
    public void failed(Reason reason, boolean answerable) {
        if (answerable) {
            lent().failed(reason, true);
        } else if (run != null) {
            run.failed(reason, false);
        }
    }

    @Override
    public void rested() {
        if (run != null && run.isSpent()) {
            state.giveBack(run);
            run = null;
        }
    }

    @Override
    public Pace pace() {
        return run == null ? null : run.pace();
    }

    /** The connection was refused. */
    void refused(Reason reason) {
        lent().refused(reason);
        rested();
    }

    private ExchangeRun lent() {
        if (run == null) {
            run = state.lend(this);
        }
        return run;
    }

    // Who the client is.

    /** An exchange begins, for which {@code present} holds. */
    void judgedBy(ForwardedPolicy present) {
        if (judge != present) {
            judge = present;
            trusted = present.trusts(peer, state.forwarded());
        }
    }

    /** What the present generation makes of clients. */
    ForwardedPolicy judge() {
        return judge;
    }

    boolean isPeerTrusted() {
        return trusted;
    }

    /** The address of the real client; {@code view} may be turned to it. */
    Text address(RequestHead request, Text view) {
        return trusted ? judge.client(request.fields(), peer, view, state.forwarded()) : peer.address();
    }
}
