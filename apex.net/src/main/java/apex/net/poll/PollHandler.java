package apex.net.poll;

import apex.net.proactor.Operation;
import apex.net.proactor.Proactor;
import apex.net.proactor.ProactorUser;
import apex.net.system.Kernel;
import apex.spi.thread.Cold;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A proactor on epoll. Descriptors are watched once and for all, and tell of changes only: a read that does not fill its buffer has
 * taken all there is. In a round, all sends come first, then the wait, then all reads, and only then the users: the kernel's code and
 * ours push each other out of the processor's caches once in a round, not once in a request.
 */
public final class PollHandler extends Proactor {
    private static final int INPUT = 1;
    private static final int OUTPUT = 1 << 2;
    private static final int ERROR = 1 << 3;
    private static final int HANG_UP = 1 << 4;
    private static final int PEER_HAS_ENDED = 1 << 13;
    private static final int CHANGES_ONLY = 1 << 31;
    private static final int STREAM_EVENTS = INPUT | OUTPUT | PEER_HAS_ENDED | CHANGES_ONLY;

    /** The number of the counter that wakes: no place has it. */
    private static final int WAKE = 0;

    /** Enough to cancel, to close, and for what users ask for meanwhile. */
    private static final int LAST_ROUNDS = 8;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final MemorySegment scratch = Arena.ofAuto().allocate(Long.BYTES, Long.BYTES);
    private final Completed completed = new Completed();

    private final Sending sending = new Sending(kernel(), completed);
    private Place[] places = new Place[64];
    private EventSet events;
    private Receiving receiving;
    private int wakeDescriptor;

    /** For the loop that {@code executor} runs. */
    public PollHandler(ThreadAwareExecutor executor) {
        super(executor);
    }

    @Override
    @Cold
    public void initialize() {
        try {
            events = new EventSet(kernel());
            FreeBuffers small = new FreeBuffers(kernel(), SMALL_COUNT, SMALL_BYTES);
            FreeBuffers large = new FreeBuffers(kernel(), LARGE_COUNT, LARGE_BYTES);
            receiving = new Receiving(kernel(), completed, small, large);
            wakeDescriptor = kernel().eventCounter();
            begin(small, large, wakeDescriptor);
        } catch (IOException failed) {
            throw new IllegalStateException("epoll: " + failed.getMessage(), failed);
        }
        // Each change of the counter is an event: it need not be read.
        events.add(wakeDescriptor, INPUT | CHANGES_ONLY, WAKE);
    }

    // The round.

    @Override
    protected void look() {
        round(0);
    }

    @Override
    protected void await(long nanos) {
        long millis = (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
        round((int) Math.min(millis, Integer.MAX_VALUE));
    }

    private void round(int millis) {
        sending.sendAll();
        receiving.readAll();
        int count = events.await(hasCompletions() || receiving.hasListed() ? 0 : millis);
        for (int i = 0; i < count; i++) {
            Place place = places[events.number(i)];
            if (place != null) {
                happened(place, events.flags(i));
            }
        }
    }

    @Override
    protected boolean hasCompletions() {
        return completed.count() > 0;
    }

    @Override
    protected int deliverAll() {
        int count = completed.count();
        for (int i = 0; i < count; i++) {
            int slot = completed.slot();
            Operation operation = completed.operation();
            int result = completed.result();
            boolean more = completed.hasMore();
            int buffer = completed.buffer();
            completed.next();
            deliver(slot, operation, result, more, buffer);
        }
        return count;
    }

    private void happened(Place place, int flags) {
        place.readable |= (flags & ~OUTPUT) != 0;
        place.peerEnded |= (flags & (PEER_HAS_ENDED | HANG_UP | ERROR)) != 0;
        place.over |= (flags & (HANG_UP | ERROR)) != 0;
        if (place.connecting && (flags & ~INPUT) != 0) {
            place.connecting = false;
            completed.add(place.slot, Operation.CONNECT, kernel().pendingError(place.descriptor, scratch));
        }
        if ((flags & ~INPUT) != 0) {
            sending.send(place);
        }
        receiving.read(place);
        endPoll(place);
    }

    private void endPoll(Place place) {
        if (place.polling && (place.over || (place.polledEvents & PEER_HAS_ENDED) != 0 && place.peerEnded)) {
            place.polling = false;
            completed.add(place.slot, Operation.POLL, place.polledEvents);
        }
    }

    private void watch(Place place) {
        if (!place.watched) {
            place.watched = true;
            int result = events.add(place.descriptor, STREAM_EVENTS, place.slot);
            if (result < 0) {
                throw new IllegalStateException("epoll_ctl: " + Kernel.text(-result));
            }
        }
    }

    // What users ask for.

    @Override
    public int add(ProactorUser user) {
        int slot = super.add(user);
        if (slot >= places.length) {
            places = Arrays.copyOf(places, slot * 2);
        }
        places[slot] = new Place(slot);
        return slot;
    }

    @Override
    public void remove(int slot) {
        super.remove(slot);
        places[slot] = null;
    }

    private Place place(int slot, int descriptor) {
        Place place = places[slot];
        place.descriptor = descriptor;
        return place;
    }

    @Override
    public void receive(int slot, int descriptor) {
        receiveBy(Operation.RECEIVE, place(slot, descriptor));
    }

    @Override
    public void receiveOnce(int slot, int descriptor, int most) {
        Place place = place(slot, descriptor);
        place.most = Math.min(most, LARGE_BYTES);
        receiveBy(Operation.RECEIVE_ONCE, place);
    }

    private void receiveBy(Operation operation, Place place) {
        place.receiving = operation;
        watch(place);
        receiving.list(place);
    }

    @Override
    protected void beginSend(int slot, int descriptor, long address, int length) {
        sendBy(Operation.SEND, place(slot, descriptor), address, length);
    }

    @Override
    protected void beginSendPieces(int slot, int descriptor, long message) {
        sendBy(Operation.SEND_PIECES, place(slot, descriptor), message, 0);
    }

    private void sendBy(Operation operation, Place place, long address, int length) {
        watch(place);
        sending.list(place, operation, address, length);
    }

    @Override
    public void accept(int slot, int descriptor) {
        Place place = place(slot, descriptor);
        place.accepting = true;
        watch(place);
        receiving.list(place);
    }

    @Override
    public void connect(int slot, int descriptor, long address, int length) {
        Place place = place(slot, descriptor);
        int result = kernel().connect(descriptor, address, length);
        if (result == -Kernel.IN_PROGRESS) {
            place.connecting = true;
            watch(place);
        } else {
            completed.add(place.slot, Operation.CONNECT, result);
        }
    }

    @Override
    public void poll(int slot, int descriptor, int wanted) {
        Place place = place(slot, descriptor);
        place.polling = true;
        place.polledEvents = wanted;
        watch(place);
        endPoll(place);
    }

    @Override
    public void cancel(int slot, Operation operation) {
        Place place = places[slot];
        if (place.forget(operation)) {
            completed.add(slot, operation, CANCELLED);
        }
    }

    @Override
    public void close(int descriptor) {
        kernel().close(descriptor);
    }

    @Override
    protected int socketType() {
        return Kernel.NON_BLOCKING;
    }

    @Override
    public boolean isQuiet(int slot, int descriptor) {
        return !places[slot].readable && !completed.hasReceive(slot) && isEmpty(descriptor);
    }

    @Override
    @Cold
    public void destroy() {
        for (int i = 0; i < LAST_ROUNDS && hasCompletions(); i++) {
            deliverAll();
        }
        kernel().close(wakeDescriptor);
        events.close();
        end();
    }
}
