package apex.http1.fuzz;

/**
 * What happens to a connection: each byte says in its upper half how many bytes of the wire arrive, and in its lower half what is
 * done then. Without a script all bytes arrive.
 */
final class Script {
    private static final int[] COUNTS = {0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, Integer.MAX_VALUE};
    private static final int LONGEST = 200;

    private final byte[] wire;
    private final byte[] steps;
    private int at;
    private int step;

    Script(byte[] wire, byte[] steps) {
        this.wire = wire;
        this.steps = steps;
    }

    /** Whether there is another step. */
    boolean hasNext() {
        return step < Math.min(steps.length, LONGEST);
    }

    /** The bytes that arrive before the action of the next step. */
    byte[] arriving() {
        int count = Math.min(COUNTS[steps[step] >> 4 & 0xF], wire.length - at);
        byte[] piece = new byte[count];
        System.arraycopy(wire, at, piece, 0, count);
        at += count;
        return piece;
    }

    /** The action of the next step, 0 to 15; the step is done. */
    int action() {
        return steps[step++] & 0xF;
    }
}
