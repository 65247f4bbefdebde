package apex.net.proactor;

import java.util.Arrays;

/** Who has sent something since the kernel was entered, and who had before. */
final class Senders {
    private ProactorUser[] present = new ProactorUser[64];
    private ProactorUser[] submitted = new ProactorUser[64];
    private int presentCount;
    private int submittedCount;

    void add(ProactorUser user) {
        if (presentCount == present.length) {
            present = Arrays.copyOf(present, presentCount * 2);
        }
        present[presentCount++] = user;
    }

    /** What was sent goes to the kernel now. */
    void submit() {
        ProactorUser[] others = submitted;
        submitted = present;
        submittedCount = presentCount;
        present = others;
        presentCount = 0;
    }

    /** Whoever has sent before {@code round}, and has not heard that it is done, has to wait for its peer. */
    void tellStuck(long round) {
        for (int i = 0; i < submittedCount; i++) {
            ProactorUser user = submitted[i];
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
