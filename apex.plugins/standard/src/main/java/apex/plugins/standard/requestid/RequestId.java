package apex.plugins.standard.requestid;

import apex.spi.exchange.Text;

/**
 * The id of one exchange, and the generator that goes with its slot: xoshiro256++, whose 256 bits of state begin at a
 * secret place of their own, so that two slots do not meet.
 */
final class RequestId {
    static final int LONGEST = 128;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final int WORD = 16;

    private final long[] state = new long[4];
    private final byte[] bytes = new byte[LONGEST];
    private final Text text = new Text().wrap(bytes, 0, 0);

    RequestId(Seed seed) {
        seed.fill(state);
    }

    /** The id, empty when there is none. */
    Text text() {
        return text;
    }

    void clear() {
        text.wrap(bytes, 0, 0);
    }

    /** Makes the id what the client says. */
    void keep(Text given) {
        System.arraycopy(given.array(), given.offset(), bytes, 0, given.length());
        text.wrap(bytes, 0, given.length());
    }

    /** Makes the id a new one of 128 random bits. */
    void generate() {
        hex(next(), 0);
        hex(next(), WORD);
        text.wrap(bytes, 0, 2 * WORD);
    }

    private void hex(long value, int at) {
        for (int i = 0; i < WORD; i++) {
            bytes[at + i] = HEX[(int) (value >>> 60 - 4 * i) & 15];
        }
    }

    private long next() {
        long result = Long.rotateLeft(state[0] + state[3], 23) + state[0];
        long shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = Long.rotateLeft(state[3], 45);
        return result;
    }
}
