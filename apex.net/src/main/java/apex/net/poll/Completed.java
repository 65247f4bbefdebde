package apex.net.poll;

import apex.net.proactor.Operation;
import java.util.Arrays;

/** What is completed and not yet delivered, first in, first out. */
final class Completed {
    /** Numbers for each: slot, operation, result, whether there is more, buffer. */
    private static final int WIDTH = 5;

    private static final int NO_BUFFER = -1;

    private int[] numbers = new int[64 * WIDTH];
    private int head;
    private int tail;

    /** The last completion of something, without bytes. */
    void add(int slot, Operation operation, int result) {
        add(slot, operation, result, false, NO_BUFFER);
    }

    /** A completion that others follow, without bytes. */
    void addMore(int slot, Operation operation, int result) {
        add(slot, operation, result, true, NO_BUFFER);
    }

    void add(int slot, Operation operation, int result, boolean more, int buffer) {
        if (tail == numbers.length) {
            makeRoom();
        }
        numbers[tail] = slot;
        numbers[tail + 1] = operation.number();
        numbers[tail + 2] = result;
        numbers[tail + 3] = more ? 1 : 0;
        numbers[tail + 4] = buffer;
        tail += WIDTH;
    }

    private void makeRoom() {
        if (head > numbers.length / 2) {
            System.arraycopy(numbers, head, numbers, 0, tail - head);
            tail -= head;
            head = 0;
        } else {
            numbers = Arrays.copyOf(numbers, numbers.length * 2);
        }
    }

    int count() {
        return (tail - head) / WIDTH;
    }

    /** Goes on to the next one. */
    void next() {
        head += WIDTH;
        if (head == tail) {
            head = 0;
            tail = 0;
        }
    }

    int slot() {
        return numbers[head];
    }

    Operation operation() {
        return Operation.of(numbers[head + 1]);
    }

    int result() {
        return numbers[head + 2];
    }

    boolean hasMore() {
        return numbers[head + 3] == 1;
    }

    int buffer() {
        return numbers[head + 4];
    }

    /** Whether there is a receive of {@code slot}. */
    boolean hasReceive(int slot) {
        for (int i = head; i < tail; i += WIDTH) {
            if (numbers[i] == slot && numbers[i + 1] <= Operation.RECEIVE_ONCE.number()) {
                return true;
            }
        }
        return false;
    }
}
