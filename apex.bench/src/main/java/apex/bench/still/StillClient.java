package apex.bench.still;

import apex.http1.wire.RequestParser;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.listen.HttpPolicy;
import apex.spi.thread.Loop;
import apex.spi.transport.ExchangeFactory;
import apex.spi.transport.ExchangeHandler;
import apex.spi.transport.Leg;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A client on no connection: one small request after the other. */
public final class StillClient implements Leg<ResponseHead> {
    private final Loop loop;
    private final RequestHead request = new RequestHead();
    private final RequestParser parser = new RequestParser(request);
    private final ArrayInput input = new ArrayInput(Messages.SMALL_REQUEST);
    private final ExchangeHandler<RequestHead> handler;
    private int status;

    /** A client with a connection to {@code factory}. */
    public StillClient(Loop loop, ExchangeFactory factory) {
        this.loop = loop;
        InetSocketAddress remote = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 40_000);
        InetSocketAddress local = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 80);
        handler = factory.open(loop, this, new Peer(remote, local, false));
    }

    /** Sends the request. */
    public void ask() {
        status = 0;
        parser.begin(Messages.LIMITS, HttpPolicy.STRICT, false);
        parser.feed(input.again(), loop.arenas());
        handler.head(request, true);
    }

    /** The status of the response, which has to have come; the exchange is over. */
    public int finish() {
        if (status != 200) {
            throw new IllegalStateException("status: " + status + " (expected: 200)");
        }
        request.close();
        return status;
    }

    @Override
    public void head(ResponseHead head, boolean last) {
        status = head.status();
    }

    @Override
    public boolean data(Chunk chunk) {
        return true;
    }

    @Override
    public void end(Fields trailers) {}

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void abort(Reason reason) {
        throw new IllegalStateException("exchange: aborted: " + reason.code());
    }
}
