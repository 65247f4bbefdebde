package apex.http1.downstream;

import apex.spi.thread.Loop;
import apex.spi.thread.Stock;

/** A loop's stock of readers, lent at the first byte of a request and given back at the end of its exchange. */
final class RequestReaders {
    private static final int KEPT = 64;

    private final Stock<RequestReader> free = new Stock<>(KEPT, _ -> {});

    RequestReader lend(Loop loop) {
        RequestReader reader = free.poll();
        return reader == null ? new RequestReader(loop) : reader;
    }

    void giveBack(RequestReader reader) {
        reader.close();
        free.add(reader);
    }
}
