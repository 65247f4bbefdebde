package apex.net.wire;

import apex.net.Input;
import apex.net.WireHandler;
import apex.spi.exchange.Reason;
import apex.spi.thread.Frozen;

/** Stands in where a wire has no handler yet or no more. */
@Frozen
final class NoHandler implements WireHandler {
    static final NoHandler INSTANCE = new NoHandler();

    private NoHandler() {}

    @Override
    public void read(Input input) {
        input.skip(input.remaining());
    }

    @Override
    public void drained() {}

    @Override
    public void inputEnded() {}

    @Override
    public void closed(Reason reason) {}
}
