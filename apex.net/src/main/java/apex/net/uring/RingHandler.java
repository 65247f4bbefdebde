package apex.net.uring;

import apex.net.proactor.Operation;
import apex.net.proactor.Proactor;
import apex.spi.thread.Cold;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A proactor on a ring of its own: what is asked for in a round goes to the kernel in one call, which brings the completions with it. */
public final class RingHandler extends Proactor {
    private static final int MULTISHOT_RECEIVE = 1 << 1;
    private static final int MULTISHOT_ACCEPT = 1;
    private static final int SELECT_BUFFER = 1 << 5;
    private static final int NO_COMPLETION_ON_SUCCESS = 1 << 6;
    private static final int HAS_BUFFER = 1;
    private static final int HAS_MORE = 1 << 1;
    private static final int BUFFER_SHIFT = 16;
    private static final int IO_PRIORITY_SHIFT = 16;
    private static final int FLAGS_SHIFT = 8;
    private static final int NO_SIGNAL = 0x4000;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int OPERATION_BITS = 8;
    private static final int SMALL_GROUP = 1;
    private static final int LARGE_GROUP = 2;
    private static final int WAKE_SLOT = 0;

    /** The kernel completes some 20 entries in a round; enough for as many connections as a process has, and an end. */
    private static final int LAST_ROUNDS = 10_000;

    private static final int IDLE_ROUNDS = 2;

    /** Completions that nobody waits for. */
    private static final int NOBODY = 1;

    /** The kernel's number for each operation, by ours. */
    private static final int[] CODES = new int[Operation.values().length];

    static {
        for (Operation each : Operation.values()) {
            CODES[each.number()] = switch (each) {
                case POLL -> 6;
                case SEND_PIECES -> 9;
                case ACCEPT -> 13;
                case CANCEL -> 14;
                case CONNECT -> 16;
                case CLOSE -> 19;
                case WAKE -> 22;
                case SEND -> 26;
                case RECEIVE, RECEIVE_ONCE -> 27;
            };
        }
    }

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment counter = arena.allocate(Long.BYTES, Long.BYTES);
    private Ring ring;
    private int wakeDescriptor;

    /** For the loop that {@code executor} runs. */
    public RingHandler(ThreadAwareExecutor executor) {
        super(executor);
    }

    /** Why there can be no ring on this machine; empty when there can. */
    @Cold
    public static String trouble() {
        try {
            Ring trial = new Ring();
            try {
                BufferRing _ = new BufferRing(trial, SMALL_GROUP, SMALL_COUNT, SMALL_BYTES);
            } finally {
                trial.close();
            }
            return "";
        } catch (IOException | IllegalArgumentException | UnsatisfiedLinkError refused) {
            return refused.getMessage();
        }
    }

    @Override
    @Cold
    public void initialize() {
        try {
            ring = new Ring();
            wakeDescriptor = ring.kernel().eventCounter();
            begin(
                    new BufferRing(ring, SMALL_GROUP, SMALL_COUNT, SMALL_BYTES),
                    new BufferRing(ring, LARGE_GROUP, LARGE_COUNT, LARGE_BYTES),
                    wakeDescriptor);
        } catch (IOException failed) {
            throw new IllegalStateException("io_uring: " + failed.getMessage(), failed);
        }
        awaitWaking();
    }

    private void awaitWaking() {
        put(Operation.WAKE, 0, 0, wakeDescriptor, 0, counter.address(), Long.BYTES, 0, WAKE_SLOT, 0);
    }

    @Override
    protected void look() {
        ring.enter(0);
    }

    @Override
    protected void await(long nanos) {
        ring.await(nanos);
    }

    @Override
    protected boolean hasCompletions() {
        return ring.completions() > 0;
    }

    @Override
    protected int deliverAll() {
        int count = ring.completions();
        for (int i = 0; i < count; i++) {
            long userData = ring.userData();
            int result = ring.result();
            int flags = ring.flags();
            ring.next();
            int slot = (int) (userData >>> OPERATION_BITS);
            if (slot >= FIRST_SLOT) {
                Operation operation = Operation.of((int) userData & 0xff);
                int buffer = (flags & HAS_BUFFER) == 0 ? NO_BUFFER : flags >>> BUFFER_SHIFT;
                deliver(slot, operation, result, (flags & HAS_MORE) != 0, buffer);
            } else if (slot == WAKE_SLOT) {
                awaitWaking();
            }
        }
        return count;
    }

    private void put(
            Operation operation,
            int flags,
            int priority,
            int on,
            long offset,
            long address,
            int length,
            int operationFlags,
            int slot,
            int group) {
        ring.put(
                CODES[operation.number()] | flags << FLAGS_SHIFT | priority << IO_PRIORITY_SHIFT,
                on,
                offset,
                address,
                length,
                operationFlags,
                userData(slot, operation),
                group);
    }

    private static long userData(int slot, Operation operation) {
        return (long) slot << OPERATION_BITS | operation.number();
    }

    @Override
    public void receive(int slot, int descriptor) {
        put(Operation.RECEIVE, SELECT_BUFFER, MULTISHOT_RECEIVE, descriptor, 0, 0, 0, 0, slot, SMALL_GROUP);
    }

    @Override
    public void receiveOnce(int slot, int descriptor, int most) {
        put(
                Operation.RECEIVE_ONCE,
                SELECT_BUFFER,
                0,
                descriptor,
                0,
                0,
                Math.min(most, LARGE_BYTES),
                0,
                slot,
                LARGE_GROUP);
    }

    @Override
    protected void beginSend(int slot, int descriptor, long address, int length) {
        put(Operation.SEND, 0, 0, descriptor, 0, address, length, NO_SIGNAL, slot, 0);
    }

    @Override
    protected void beginSendPieces(int slot, int descriptor, long message) {
        put(Operation.SEND_PIECES, 0, 0, descriptor, 0, message, 1, NO_SIGNAL, slot, 0);
    }

    @Override
    public void accept(int slot, int descriptor) {
        put(Operation.ACCEPT, 0, MULTISHOT_ACCEPT, descriptor, 0, 0, 0, CLOSE_ON_EXEC, slot, 0);
    }

    @Override
    public void connect(int slot, int descriptor, long address, int length) {
        put(Operation.CONNECT, 0, 0, descriptor, length, address, 0, 0, slot, 0);
    }

    @Override
    public void poll(int slot, int descriptor, int events) {
        put(Operation.POLL, 0, 0, descriptor, 0, 0, 0, events, slot, 0);
    }

    @Override
    public void cancel(int slot, Operation operation) {
        put(Operation.CANCEL, NO_COMPLETION_ON_SUCCESS, 0, -1, 0, userData(slot, operation), 0, 0, NOBODY, 0);
    }

    @Override
    public void close(int descriptor) {
        put(Operation.CLOSE, NO_COMPLETION_ON_SUCCESS, 0, descriptor, 0, 0, 0, 0, NOBODY, 0);
    }

    /** One that may block: the kernel waits for it by itself. */
    @Override
    protected int socketType() {
        return 0;
    }

    @Override
    public boolean isQuiet(int slot, int descriptor) {
        return !ring.hasHiddenCompletions()
                && !ring.hasCompletion(userData(slot, Operation.RECEIVE), userData(slot, Operation.RECEIVE_ONCE))
                && isEmpty(descriptor);
    }

    /** What was asked for at the last goes to the kernel, such as to close, and users hear of what has become of it. */
    @Cold
    private void settle() {
        try {
            int idle = 0;
            for (int i = 0; i < LAST_ROUNDS && idle < IDLE_ROUNDS; i++) {
                ring.enter(0);
                idle = deliverAll() == 0 && !ring.hasEntries() ? idle + 1 : 0;
            }
        } catch (IllegalStateException refused) {
            // It may be the reason for the end.
        }
    }

    @Override
    @Cold
    public void destroy() {
        settle();
        ring.kernel().close(wakeDescriptor);
        ring.close();
        end();
    }
}
