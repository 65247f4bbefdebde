package apex.http1.fuzz;

import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Reason;
import apex.spi.exchange.ResponseHead;
import apex.spi.transport.Leg;

/** A leg that does nothing. */
final class SilentLeg implements Leg<ResponseHead> {
    @Override
    public void head(ResponseHead head, boolean last) {}

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
    public void abort(Reason reason) {}
}
