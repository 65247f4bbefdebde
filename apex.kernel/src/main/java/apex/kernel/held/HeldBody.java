package apex.kernel.held;

import apex.spi.exchange.Arena;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.HeapChunk;
import java.util.ArrayList;
import java.util.List;

/** Bytes of a body in the loop's arenas, where its budget sees them. */
final class HeldBody {
    /** Enough as a rule. */
    private final Arena first = new Arena();

    /** What more there is, all full but the last; null while there is none. */
    private List<Arena> more;

    private int length;

    int length() {
        return length;
    }

    /** Adds a copy. */
    void add(Chunk chunk, ArenaSlab slab) {
        int at = 0;
        while (at < chunk.length()) {
            Arena last = withRoom(slab);
            int count = Math.min(chunk.length() - at, ArenaSlab.LARGEST - last.used());
            last.ensure(count);
            chunk.copyTo(at, last.bytes(), last.used(), count);
            last.advance(count);
            at += count;
        }
        length += chunk.length();
    }

    private Arena withRoom(ArenaSlab slab) {
        if (first.used() < ArenaSlab.LARGEST) {
            first.open(slab);
            return first;
        }
        if (more == null) {
            more = new ArrayList<>();
        }
        if (more.isEmpty() || more.getLast().used() == ArenaSlab.LARGEST) {
            Arena next = new Arena();
            next.open(slab);
            more.add(next);
        }
        return more.getLast();
    }

    /** All of it, in one piece of its own. */
    Chunk copy() {
        byte[] all = new byte[length];
        int at = copy(first, all, 0);
        if (more != null) {
            for (Arena piece : more) {
                at = copy(piece, all, at);
            }
        }
        return new HeapChunk(all);
    }

    private static int copy(Arena piece, byte[] to, int at) {
        System.arraycopy(piece.bytes(), 0, to, at, piece.used());
        return at + piece.used();
    }

    /** Gives back what it is held in. */
    void close() {
        length = 0;
        first.close();
        if (more != null) {
            more.forEach(Arena::close);
            more = null;
        }
    }
}
