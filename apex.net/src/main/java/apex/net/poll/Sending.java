package apex.net.poll;

import apex.net.proactor.Operation;
import apex.net.system.Kernel;

/** Offers the system what places have to send. */
final class Sending {
    private final Kernel kernel;
    private final Completed completed;

    /** Who has something that the system was not offered. */
    private final Places listed = new Places();

    Sending(Kernel kernel, Completed completed) {
        this.kernel = kernel;
        this.completed = completed;
    }

    /** Lets it send at the beginning of the next round. */
    void list(Place place, Operation operation, long address, int length) {
        place.sending = operation;
        place.sendAddress = address;
        place.sendLength = length;
        listed.add(place);
    }

    /** Sends for all that are listed. */
    void sendAll() {
        int count = listed.count();
        for (int i = 0; i < count; i++) {
            send(listed.at(i));
        }
        listed.removeFirst(count);
    }

    /** Sends what there is, if anything; what the system does not take waits until it tells that there is room. */
    void send(Place place) {
        Operation operation = place.sending;
        if (operation == null) {
            return;
        }
        int result = operation == Operation.SEND
                ? kernel.send(place.descriptor, place.sendAddress, place.sendLength)
                : kernel.sendPieces(place.descriptor, place.sendAddress);
        if (result == -Kernel.INTERRUPTED) {
            listed.add(place);
        } else if (result != -Kernel.TRY_AGAIN) {
            place.sending = null;
            completed.add(place.slot, operation, result);
        }
    }
}
