package apex.net.poll;

import apex.net.proactor.LentBuffers;
import apex.net.system.Kernel;
import apex.spi.thread.Cold;
import java.io.IOException;

/** Buffers of which one is taken for each read. The one that came back last is the first: it is in the processor's cache. */
final class FreeBuffers extends LentBuffers {
    private final int[] free;
    private int freeCount;

    /** See {@link LentBuffers}. */
    @Cold
    FreeBuffers(Kernel kernel, int count, int bytes) throws IOException {
        super(kernel, count, bytes);
        free = new int[count];
        begin();
    }

    boolean isEmpty() {
        return freeCount == 0;
    }

    int take() {
        return free[--freeCount];
    }

    /** Where arriving bytes go in the buffer with that number. */
    long place(int number) {
        return address(number);
    }

    @Override
    protected void giveBack(int number) {
        free[freeCount++] = number;
    }
}
