package apex.net.poll;

import apex.net.proactor.Operation;
import apex.net.proactor.Proactor;
import apex.net.system.Kernel;

/** Reads and accepts for places that want it and may find something. */
final class Receiving {
    private static final int ACCEPTS_PER_ROUND = 16;

    private final Kernel kernel;
    private final Completed completed;
    private final FreeBuffers small;
    private final FreeBuffers large;

    /** Who reads in the next round, whatever the system tells. */
    private final Places listed = new Places();

    Receiving(Kernel kernel, Completed completed, FreeBuffers small, FreeBuffers large) {
        this.kernel = kernel;
        this.completed = completed;
        this.small = small;
        this.large = large;
    }

    /** Lets it read in the next round, if it wants to and there may be something. */
    void list(Place place) {
        if (!place.isListed && place.readable && (place.receiving != null || place.accepting)) {
            place.isListed = true;
            listed.add(place);
        }
    }

    /** Whether anybody reads in the next round. */
    boolean hasListed() {
        return !listed.isEmpty();
    }

    /** Reads for all that are listed. */
    void readAll() {
        int count = listed.count();
        for (int i = 0; i < count; i++) {
            Place place = listed.at(i);
            place.isListed = false;
            read(place);
        }
        listed.removeFirst(count);
    }

    /** Reads or accepts, if it wants to and there may be something. */
    void read(Place place) {
        if (place.accepting) {
            accept(place);
        } else if (place.receiving != null && place.readable) {
            receive(place);
        }
    }

    private void receive(Place place) {
        Operation operation = place.receiving;
        boolean isSmall = operation == Operation.RECEIVE;
        FreeBuffers buffers = isSmall ? small : large;
        if (buffers.isEmpty()) {
            none(place);
            return;
        }
        int wanted = isSmall ? buffers.bytes() : place.most;
        int number = buffers.take();
        int result = kernel.receive(place.descriptor, buffers.place(number), wanted);
        if (result > 0) {
            // What has not filled its buffer was all there is, but for the end of it.
            place.readable = result == wanted || place.peerEnded;
            place.receiving = isSmall ? operation : null;
            completed.add(place.slot, operation, result, isSmall, number);
            list(place);
            return;
        }
        buffers.giveBack(number);
        if (result == -Kernel.TRY_AGAIN) {
            place.readable = false;
        } else if (result == -Kernel.INTERRUPTED) {
            list(place);
        } else {
            place.receiving = null;
            completed.add(place.slot, operation, result);
        }
    }

    /** There is no buffer: some come back when what is completed has been delivered, otherwise somebody holds them. */
    private void none(Place place) {
        if (completed.count() > 0) {
            list(place);
        } else {
            Operation operation = place.receiving;
            place.receiving = null;
            completed.add(place.slot, operation, Proactor.NO_BUFFERS);
        }
    }

    private void accept(Place place) {
        for (int i = 0; i < ACCEPTS_PER_ROUND && place.readable; i++) {
            int result = kernel.accept(place.descriptor);
            if (result == -Kernel.TRY_AGAIN) {
                place.readable = false;
            } else if (result >= 0) {
                completed.addMore(place.slot, Operation.ACCEPT, result);
            } else if (result != -Kernel.INTERRUPTED) {
                place.accepting = false;
                completed.add(place.slot, Operation.ACCEPT, result);
                return;
            }
        }
        list(place);
    }
}
