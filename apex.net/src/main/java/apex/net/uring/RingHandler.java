package apex.net.uring;

import apex.spi.thread.Cold;
import io.netty.buffer.ByteBuf;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The part of a loop that waits for the system, on a ring of its own. Everything that the users of the ring ask for in one round
 * goes to the kernel in one call, which brings the completions of the next round with it.
 */
public final class RingHandler implements IoHandler {
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
    private static final int CANCEL_ALL_OF_DESCRIPTOR = 3;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int OPERATION_BITS = 8;
    private static final int NO_BUFFERS = -105;
    private static final int SMALL_GROUP = 1;
    private static final int SMALL_COUNT = 512;
    private static final int SMALL_BYTES = 4 * 1024;
    private static final int LARGE_GROUP = 2;
    private static final int LARGE_COUNT = 64;
    private static final int LARGE_BYTES = 64 * 1024;
    private static final int WAKE_SLOT = 0;

    /** One to cancel, one to close, and some for what users ask for meanwhile. */
    private static final int LAST_ROUNDS = 4;

    /** Completions that nobody waits for. */
    private static final int NOBODY = 1;

    private static final int FIRST_SLOT = 2;
    private static final VarHandle ASLEEP;

    static {
        try {
            ASLEEP = MethodHandles.lookup().findVarHandle(RingHandler.class, "asleep", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final ThreadAwareExecutor executor;
    private final Arena arena = Arena.ofAuto();
    private final MemorySegment counter = arena.allocate(Long.BYTES, Long.BYTES);
    private final MemorySegment peeked = arena.allocate(1);
    private final MemorySegment one = arena.allocate(Long.BYTES, Long.BYTES);

    /** For waking up from other threads. */
    private final Kernel waker = new Kernel(arena);

    private final Slots users = new Slots(FIRST_SLOT);
    private final Senders senders = new Senders();
    private final Starved starved = new Starved();
    private Ring ring;

    /** For receives that stay armed: one burst fills 32 of them at most before it can be stopped. */
    private BufferRing small;

    /** For one receive at a time, of connections on which much arrives. */
    private BufferRing large;

    private int wakeDescriptor;
    private long round;

    /** 1 while the thread waits and has to be woken up. */
    @SuppressWarnings("unused") // by VarHandle
    private int asleep;

    /** For the loop that {@code executor} runs. */
    public RingHandler(ThreadAwareExecutor executor) {
        this.executor = executor;
        one.set(ValueLayout.JAVA_LONG, 0, 1L);
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
            small = new BufferRing(ring, SMALL_GROUP, SMALL_COUNT, SMALL_BYTES);
            large = new BufferRing(ring, LARGE_GROUP, LARGE_COUNT, LARGE_BYTES);
            wakeDescriptor = ring.kernel().eventCounter();
        } catch (IOException failed) {
            throw new IllegalStateException("io_uring: " + failed.getMessage(), failed);
        }
        awaitWaking();
    }

    private void awaitWaking() {
        put(Operation.READ, 0, 0, wakeDescriptor, 0, counter.address(), Long.BYTES, 0, WAKE_SLOT, 0);
    }

    @Override
    public void wakeup() {
        if (!executor.isExecutorThread(Thread.currentThread()) && (int) ASLEEP.getAndSet(this, 0) == 1) {
            waker.write(wakeDescriptor, one);
        }
    }

    @Override
    public int run(IoHandlerContext context) {
        senders.submit();
        round++;
        if (ring.completions() > 0 || !context.canBlock()) {
            ring.enter(0);
        } else {
            sleep(context);
        }
        int handled = complete();
        senders.tellStuck(round);
        small.takeBack();
        large.takeBack();
        if (small.hasAny() && large.hasAny()) {
            starved.feed();
        }
        return handled;
    }

    private void sleep(IoHandlerContext context) {
        ASLEEP.setVolatile(this, 1);
        if (context.canBlock()) {
            ring.await(Math.max(0, context.delayNanos(System.nanoTime())));
        } else {
            ring.enter(0);
        }
        ASLEEP.setVolatile(this, 0);
    }

    /** Handles what is complete now; what completes meanwhile has its turn in the next round. */
    private int complete() {
        int count = ring.completions();
        for (int i = 0; i < count; i++) {
            long userData = ring.userData();
            int result = ring.result();
            int flags = ring.flags();
            ring.next();
            complete((int) (userData >>> OPERATION_BITS), (int) userData & 0xff, result, flags);
        }
        return count;
    }

    private void complete(int slot, int operation, int result, int flags) {
        if (slot < FIRST_SLOT) {
            if (slot == WAKE_SLOT) {
                awaitWaking();
            }
            return;
        }
        RingUser user = users.at(slot);
        try {
            complete(user, operation, result, flags);
        } catch (Throwable bug) {
            user.broke(bug);
        }
    }

    private void complete(RingUser user, int operation, int result, int flags) {
        boolean more = (flags & HAS_MORE) != 0;
        if ((flags & HAS_BUFFER) != 0) {
            BufferRing buffers = operation == Operation.RECEIVE_ONCE.number ? large : small;
            int number = flags >>> BUFFER_SHIFT;
            ByteBuf bytes = buffers.lend(number, Math.max(0, result));
            try {
                if (result > 0) {
                    user.received(bytes, more);
                } else {
                    bytes.release();
                    user.completed(Operation.RECEIVE, result, more);
                }
            } finally {
                buffers.handled(number);
            }
        } else if (result == NO_BUFFERS) {
            starved.add(user);
            user.completed(Operation.RECEIVE, result, more);
        } else {
            user.completed(Operation.of(operation), result, more);
        }
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
                operation.code | flags << FLAGS_SHIFT | priority << IO_PRIORITY_SHIFT,
                on,
                offset,
                address,
                length,
                operationFlags,
                userData(slot, operation),
                group);
    }

    private static long userData(int slot, Operation operation) {
        return (long) slot << OPERATION_BITS | operation.number;
    }

    // What users ask for, all on the loop.

    /** Lets {@code user} ask for things; its slot. */
    public int add(RingUser user) {
        return users.add(user);
    }

    /** The user of that slot has nothing under way any more, and will not ask for anything. */
    public void remove(int slot) {
        users.remove(slot);
    }

    /** The present round: what is sent in it goes to the kernel at the beginning of the next one. */
    public long round() {
        return round;
    }

    /** Whether received bytes are better copied than held. */
    public boolean isScarce() {
        return small.isScarce() || large.isScarce();
    }

    /** Receives again and again, until it is cancelled, the peer ends, or there are no buffers. */
    public void receive(int slot, int descriptor) {
        put(Operation.RECEIVE, SELECT_BUFFER, MULTISHOT_RECEIVE, descriptor, 0, 0, 0, 0, slot, SMALL_GROUP);
    }

    /** Whether so many bytes have filled a small buffer, or would have. */
    public boolean isBulk(int received) {
        return received >= SMALL_BYTES;
    }

    /** Receives once, not more than so many bytes. */
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

    /** Sends as many of the bytes as the system takes, at least one. */
    public void send(int slot, int descriptor, long address, int length) {
        put(Operation.SEND, 0, 0, descriptor, 0, address, length, NO_SIGNAL, slot, 0);
        senders.add(users.at(slot));
    }

    /** Sends as many of the bytes as the system takes, at least one, of those that a {@code struct msghdr} lists. */
    public void sendPieces(int slot, int descriptor, long message) {
        put(Operation.SEND_PIECES, 0, 0, descriptor, 0, message, 1, NO_SIGNAL, slot, 0);
        senders.add(users.at(slot));
    }

    /** Accepts again and again. */
    public void accept(int slot, int descriptor) {
        put(Operation.ACCEPT, 0, MULTISHOT_ACCEPT, descriptor, 0, 0, 0, CLOSE_ON_EXEC, slot, 0);
    }

    /** Connects to a {@code struct sockaddr}. */
    public void connect(int slot, int descriptor, long address, int length) {
        put(Operation.CONNECT, 0, 0, descriptor, length, address, 0, 0, slot, 0);
    }

    /** Waits until one of {@code events} of {@code poll(2)} is there. */
    public void poll(int slot, int descriptor, int events) {
        put(Operation.POLL, 0, 0, descriptor, 0, 0, 0, events, slot, 0);
    }

    /** Forgets what {@code slot} has asked for by {@code operation}; its completion comes all the same. */
    public void cancel(int slot, Operation operation) {
        put(Operation.CANCEL, NO_COMPLETION_ON_SUCCESS, 0, -1, 0, userData(slot, operation), 0, 0, NOBODY, 0);
    }

    /** Forgets all that was asked for on a descriptor; the completions come all the same. */
    public void cancelAll(int descriptor) {
        put(Operation.CANCEL, NO_COMPLETION_ON_SUCCESS, 0, descriptor, 0, 0, 0, CANCEL_ALL_OF_DESCRIPTOR, NOBODY, 0);
    }

    /** Closes a descriptor, behind what was asked for before. */
    public void close(int descriptor) {
        put(Operation.CLOSE, NO_COMPLETION_ON_SUCCESS, 0, descriptor, 0, 0, 0, 0, NOBODY, 0);
    }

    /** The system's words for the negated error of a completion. */
    public static String words(int result) {
        return Kernel.text(-result);
    }

    /** A new socket of a family of {@code socket(2)}. */
    public int socket(int family) throws IOException {
        return ring.kernel().socket(family);
    }

    /** The same, on any thread. */
    @Cold
    public static int newSocket(int family) throws IOException {
        return new Kernel(Arena.ofAuto()).socket(family);
    }

    /**
     * Whether nothing has arrived that its user was not told of: neither bytes nor the end. What arrived may be complete already, or
     * still in the socket. Does not take it.
     */
    public boolean isQuiet(int slot, int descriptor) {
        return !ring.hasHiddenCompletions()
                && !ring.hasCompletion(userData(slot, Operation.RECEIVE), userData(slot, Operation.RECEIVE_ONCE))
                && ring.kernel().peek(descriptor, peeked.address()) < 0
                && ring.kernel().errno() == Kernel.TRY_AGAIN;
    }

    // Netty's own channels cannot live here.

    @Override
    public IoRegistration register(IoHandle handle) {
        throw new UnsupportedOperationException("only the ring's own users");
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return false;
    }

    /** What was asked for at the last goes to the kernel, such as to close, and users hear of what has become of it. */
    @Cold
    private void settle() {
        try {
            for (int i = 0; i < LAST_ROUNDS && (ring.hasEntries() || ring.completions() > 0); i++) {
                ring.enter(0);
                complete();
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
        users.end();
    }
}
