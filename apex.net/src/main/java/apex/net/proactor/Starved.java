package apex.net.proactor;

import java.util.Arrays;

/** Who had no buffer for what has arrived. */
final class Starved {
    private ProactorUser[] users = new ProactorUser[16];
    private int count;

    void add(ProactorUser user) {
        if (count == users.length) {
            users = Arrays.copyOf(users, count * 2);
        }
        users[count++] = user;
    }

    /** There are buffers again: tells those of before, who may find none once more. */
    void feed() {
        if (count == 0) {
            return;
        }
        int hungryCount = count;
        count = 0;
        ProactorUser[] hungry = users;
        users = new ProactorUser[hungry.length];
        for (int i = 0; i < hungryCount; i++) {
            try {
                hungry[i].fed();
            } catch (Throwable bug) {
                hungry[i].broke(bug);
            }
        }
    }
}
