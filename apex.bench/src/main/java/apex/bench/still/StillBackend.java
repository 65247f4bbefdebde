package apex.bench.still;

import apex.http1.wire.ResponseParser;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.thread.Loop;
import apex.spi.transport.Acquirer;
import apex.spi.transport.Connector;
import apex.spi.transport.Leg;
import apex.spi.transport.Need;
import apex.spi.transport.Probe;

/** A backend on no connection: takes one request at a time and answers when it is told to, without a body. */
public final class StillBackend implements Connector, Leg<RequestHead> {
    private final Loop loop;
    private final ResponseHead response = new ResponseHead();
    private final ResponseParser parser = new ResponseParser(response);
    private final ArrayInput input = new ArrayInput(Messages.EMPTY_RESPONSE);
    private Acquirer acquirer;

    /** A backend whose answers are read on {@code loop}. */
    public StillBackend(Loop loop) {
        this.loop = loop;
    }

    /** Answers the request that has come. */
    public void respond() {
        parser.begin(false);
        parser.feed(input.again(), loop.arenas());
        acquirer.head(response, true);
        response.close();
    }

    @Override
    public void acquire(Loop asking, Acquirer mine, Need need) {
        acquirer = mine;
        mine.acquired(this, true);
    }

    @Override
    public void cancel(Loop asking, Acquirer mine) {}

    @Override
    public void probe(Loop asking, Probe probe) {}

    @Override
    public void close() {}

    @Override
    public void head(RequestHead head, boolean last) {}

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
