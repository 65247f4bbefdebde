package apex.bench.still;

import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.transport.Acquirer;
import apex.spi.transport.Leg;

/** Wants a connection, and gives it back at once or when it is told to. */
public final class Lease implements Acquirer {
    private OneSession.Session session;

    /** A lease without a connection. */
    public Lease() {}

    /** It has been lent a session. */
    public void session(OneSession.Session lent) {
        session = lent;
    }

    /** The session that it has, or null. */
    public OneSession.Session session() {
        return session;
    }

    /** Gives the session back. */
    public void end() {
        OneSession.Session lent = session;
        session = null;
        lent.giveBack();
    }

    @Override
    public void acquired(Leg<RequestHead> leg, boolean reused) {
        throw new UnsupportedOperationException("leg: a lease is told of its session");
    }

    @Override
    public void unsent(Reason reason) {
        throw new IllegalStateException("connection: lost: " + reason.code());
    }

    @Override
    public Peer peer() {
        return null;
    }

    @Override
    public void head(ResponseHead head, boolean last) {}

    @Override
    public boolean data(Chunk chunk) {
        return true;
    }

    @Override
    public void end(Fields trailers) {}

    @Override
    public void drained() {}

    @Override
    public void failed(Reason reason, boolean replayable) {
        throw new IllegalStateException("connection: none: " + reason.code());
    }
}
