package apex.net.uring;

import java.util.Arrays;

/** Who has sent something since the kernel was entered, and who had before. */
final class Senders {
    private RingUser[] present = new RingUser[64];
    private RingUser[] submitted = new RingUser[64];
    private int presentCount;
    private int submittedCount;

    void add(RingUser user) {
        if (presentCount == present.length) {
            present = Arrays.copyOf(present, presentCount * 2);
        }
        present[presentCount++] = user;
    }

    /** What was sent goes to the kernel now. */
    void submit() {
        RingUser[] others = submitted;
        submitted = present;
        submittedCount = presentCount;
        present = others;
        presentCount = 0;
    }

    /** Whoever has sent before {@code round}, and has not heard that it is done, has to wait for its peer. */
    void tellStuck(long round) {
        for (int i = 0; i < submittedCount; i++) {
            RingUser user = submitted[i];
            submitted[i] = null;
            try {
                user.stuck(round);
            } catch (Throwable bug) {
                user.broke(bug);
            }
        }
        submittedCount = 0;
    }
}
