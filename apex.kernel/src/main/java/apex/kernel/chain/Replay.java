package apex.kernel.chain;

import apex.spi.exchange.Arena;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.HeapChunk;
import java.util.Arrays;

/**
 * What left the last filter of a request's body, held up to a bound, so that the request can be sent again. Without a body there is
 * nothing to hold, and every request can be.
 */
final class Replay {
    /** More than that is not held: requests that matter most for it are small. */
    static final int MOST_BYTES = 16 * 1024;

    private final Arena held = new Arena();
    private boolean whole = true;
    private boolean ended;

    /** Nothing has been sent. */
    void reset() {
        held.close();
        whole = true;
        ended = false;
    }

    /** Whether all that was sent is held. */
    boolean isWhole() {
        return whole;
    }

    /** Whether the end was sent, too. */
    boolean isEnded() {
        return ended;
    }

    /** Takes note of a piece that is sent. */
    void sent(Chunk chunk, ArenaSlab slab) {
        int length = chunk.length();
        if (!whole || length == 0) {
            return;
        }
        if (held.used() + length > MOST_BYTES) {
            lose();
            return;
        }
        held.open(slab);
        held.ensure(length);
        chunk.copyTo(0, held.bytes(), held.used(), length);
        held.advance(length);
    }

    /** Takes note of the end. */
    void ended(Fields trailers) {
        ended = true;
        if (trailers != null) {
            lose();
        }
    }

    /** Something is sent that is not held. */
    void lose() {
        whole = false;
        held.close();
    }

    /** What is held, in one piece of its own. */
    Chunk chunk() {
        return new HeapChunk(Arrays.copyOf(held.bytes(), held.used()));
    }
}
