package apex.net.proactor;

import java.util.Arrays;

/** The users of a proactor, by the number that stands in their requests. A number is given to another once its user has gone. */
final class Slots {
    private final int first;
    private ProactorUser[] users = new ProactorUser[64];
    private int[] free = new int[64];
    private int freeCount;
    private int next;

    /** @param first the lowest number */
    Slots(int first) {
        this.first = first;
        next = first;
    }

    int add(ProactorUser user) {
        int slot;
        if (freeCount > 0) {
            slot = free[--freeCount];
        } else {
            slot = next++;
            if (slot == users.length) {
                users = Arrays.copyOf(users, slot * 2);
            }
        }
        users[slot] = user;
        return slot;
    }

    void remove(int slot) {
        users[slot] = null;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = slot;
    }

    ProactorUser at(int slot) {
        return users[slot];
    }

    /** Tells all of them that it is over. */
    void end() {
        for (int slot = first; slot < next; slot++) {
            if (users[slot] != null) {
                users[slot].ended();
            }
        }
    }
}
