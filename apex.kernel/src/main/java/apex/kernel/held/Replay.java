package apex.kernel.held;

import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;

/**
 * What left the last filter of a request's body, held up to a bound, so that the request can be sent again; or held before it is
 * sent at all, because connections are scarce and are not for those who have nothing to send yet. Without a body there is nothing
 * to hold, and every request can be sent again.
 */
public final class Replay {
    /** More than that is not held: requests that matter most for it are small. Who has sent so much is in earnest. */
    public static final int MOST_BYTES = 16 * 1024;

    private final HeldBody held = new HeldBody();
    private boolean gathering;
    private boolean gathered;
    private boolean whole = true;
    private boolean ended;

    /** Of a request that ended while it was gathered; null for none. */
    private Fields trailers;

    /** With nothing held. */
    public Replay() {}

    /** Nothing has been sent. */
    public void reset() {
        held.close();
        gathering = false;
        gathered = false;
        whole = true;
        ended = false;
        trailers = null;
    }

    /** Whether all that was sent is held. */
    public boolean isWhole() {
        return whole;
    }

    /** Whether the end was sent, too. */
    public boolean isEnded() {
        return ended;
    }

    /** Whether the body is held before it is sent. */
    public boolean isGathering() {
        return gathering;
    }

    /** Whether it was: that happens once. */
    public boolean isGathered() {
        return gathered;
    }

    /** From here on the body is held before it is sent. */
    public void beginGathering() {
        gathering = true;
        gathered = true;
    }

    /**
     * Holds a piece for which there is no connection yet; whether more is to come before one is asked for. Filters may write more
     * than they were asked for: whatever they write is held.
     */
    public boolean hold(Chunk chunk, ArenaSlab slab) {
        held.add(chunk, slab);
        gathering &= held.length() < MOST_BYTES;
        return gathering;
    }

    /** Whether there is something to send before anything else, on whatever connection comes. */
    public boolean isHeld() {
        return held.length() > 0 || ended;
    }

    /** The end has come before there is a connection. */
    public void holdEnd(Fields fields) {
        gathering = false;
        ended = true;
        trailers = HeldTrailers.copy(fields);
    }

    /** Takes note of a piece that is sent. */
    public void sent(Chunk chunk, ArenaSlab slab) {
        int length = chunk.length();
        if (!whole || length == 0) {
            return;
        }
        if (held.length() + length > MOST_BYTES) {
            lose();
        } else {
            held.add(chunk, slab);
        }
    }

    /** Takes note of the end. */
    public void ended(Fields fields) {
        ended = true;
        if (fields != null) {
            lose();
        }
    }

    /** Something is sent that is not held. */
    private void lose() {
        whole = false;
        held.close();
    }

    /** What is held, in one piece of its own. */
    public Chunk chunk() {
        return held.copy();
    }

    /** What is held behind it. */
    public Fields trailers() {
        return trailers;
    }
}
