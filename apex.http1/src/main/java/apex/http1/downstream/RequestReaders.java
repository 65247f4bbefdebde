package apex.http1.downstream;

import apex.spi.thread.Apart;
import apex.spi.thread.Loop;

/** A loop's stock of readers, lent at the first byte of a request and given back at the end of its exchange. */
final class RequestReaders extends Apart {
    private static final int KEPT = 256;

    private final RequestReader[] free = new RequestReader[KEPT];
    private int count;

    RequestReader lend(Loop loop) {
        if (count == 0) {
            return new RequestReader(loop);
        }
        RequestReader reader = free[--count];
        free[count] = null;
        return reader;
    }

    void giveBack(RequestReader reader) {
        reader.close();
        if (count < KEPT) {
            free[count++] = reader;
        }
    }
}
