package apex.net.proactor;

import apex.net.system.Kernel;
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
 * The part of a loop that waits for the system. What its users ask for in one round is done at the beginning of the next one, as far
 * as that goes without waiting; then they hear of all that was completed.
 *
 * <p>Netty runs the thread, its tasks and its timers. Whatever is asked for belongs to the loop, unless it says otherwise.
 */
public abstract class Proactor implements IoHandler {
    /** The result of something that was cancelled. */
    public static final int CANCELLED = -Kernel.CANCELED;

    /** The result of a receive for which there was no buffer: it is over, and {@link ProactorUser#fed} follows. */
    public static final int NO_BUFFERS = -Kernel.NO_BUFFER_SPACE;

    /** How many small buffers there are, and their size. A burst fills 32 of them at most before it can be stopped. */
    protected static final int SMALL_COUNT = 512;

    protected static final int SMALL_BYTES = 4 * 1024;

    /** For one receive at a time, of connections on which much arrives. */
    protected static final int LARGE_COUNT = 64;

    protected static final int LARGE_BYTES = 64 * 1024;

    /** The lowest slot of a user. */
    protected static final int FIRST_SLOT = 2;

    /** For {@link #deliver}: a completion that brings no bytes. */
    protected static final int NO_BUFFER = -1;

    private static final VarHandle ASLEEP;

    static {
        try {
            ASLEEP = MethodHandles.lookup().findVarHandle(Proactor.class, "asleep", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final ThreadAwareExecutor executor;
    private final Arena arena = Arena.ofAuto();
    private final MemorySegment peeked = arena.allocate(1);
    private final MemorySegment one = arena.allocate(Long.BYTES, Long.BYTES);

    /** For calls of the loop. */
    private final Kernel kernel = new Kernel(arena);

    /** For waking up from other threads. */
    private final Kernel waker = new Kernel(arena);

    private final Slots users = new Slots(FIRST_SLOT);
    private final Senders senders = new Senders();
    private final Starved starved = new Starved();
    private LentBuffers small;
    private LentBuffers large;
    private int wakeDescriptor;
    private long round;

    /** 1 while the thread waits and has to be woken up. */
    @SuppressWarnings("unused") // by VarHandle
    private int asleep;

    /** For the loop that {@code executor} runs. */
    protected Proactor(ThreadAwareExecutor executor) {
        this.executor = executor;
        one.set(ValueLayout.JAVA_LONG, 0, 1L);
    }

    /** For calls of the loop's thread. */
    protected final Kernel kernel() {
        return kernel;
    }

    /** Says what {@link #initialize} has made: buffers, and a counter whose changes end the wait. */
    @Cold
    protected final void begin(LentBuffers smallOnes, LentBuffers largeOnes, int wakes) {
        small = smallOnes;
        large = largeOnes;
        wakeDescriptor = wakes;
    }

    // The round.

    /** Begins what was asked for, and takes in what is completed, without waiting. */
    protected abstract void look();

    /** The same; waits for so long when nothing is completed. */
    protected abstract void await(long nanos);

    /** Whether something is completed that {@link #deliverAll} has not delivered. */
    protected abstract boolean hasCompletions();

    /** Delivers what is completed now; what completes meanwhile has its turn in the next round. How many there were. */
    protected abstract int deliverAll();

    @Override
    public final int run(IoHandlerContext context) {
        senders.submit();
        round++;
        if (hasCompletions() || !context.canBlock()) {
            look();
        } else {
            sleep(context);
        }
        int handled = deliverAll();
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
            await(Math.max(0, context.delayNanos(System.nanoTime())));
        } else {
            look();
        }
        ASLEEP.setVolatile(this, 0);
    }

    @Override
    public final void wakeup() {
        if (!executor.isExecutorThread(Thread.currentThread()) && (int) ASLEEP.getAndSet(this, 0) == 1) {
            waker.write(wakeDescriptor, one);
        }
    }

    /**
     * Tells the user of {@code slot} of a completion.
     *
     * @param result what the system call would have returned, or a negated error
     * @param buffer the number of the buffer with the bytes that were received; {@link #NO_BUFFER} for none
     */
    protected final void deliver(int slot, Operation operation, int result, boolean more, int buffer) {
        ProactorUser user = users.at(slot);
        try {
            if (buffer != NO_BUFFER) {
                received(user, operation == Operation.RECEIVE_ONCE ? large : small, buffer, result, more);
            } else {
                if (result == NO_BUFFERS) {
                    starved.add(user);
                }
                user.completed(operation, result, more);
            }
        } catch (Throwable bug) {
            user.broke(bug);
        }
    }

    private static void received(ProactorUser user, LentBuffers buffers, int number, int result, boolean more) {
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
    }

    // What users ask for.

    /** Lets {@code user} ask for things; its slot. */
    public int add(ProactorUser user) {
        return users.add(user);
    }

    /** The user of that slot has nothing under way any more, and will not ask for anything. */
    public void remove(int slot) {
        users.remove(slot);
    }

    /** The present round: what is sent in it is begun at the beginning of the next one. */
    public final long round() {
        return round;
    }

    /** Whether received bytes are better copied than held. */
    public final boolean isScarce() {
        return small.isScarce() || large.isScarce();
    }

    /** Whether so many bytes have filled a small buffer, or would have. */
    public final boolean isBulk(int received) {
        return received >= SMALL_BYTES;
    }

    /** Receives again and again, until it is cancelled, the peer ends, or there are no buffers. */
    public abstract void receive(int slot, int descriptor);

    /** Receives once, not more than so many bytes. */
    public abstract void receiveOnce(int slot, int descriptor, int most);

    /** Sends as many of the bytes as the system takes, at least one. */
    public final void send(int slot, int descriptor, long address, int length) {
        beginSend(slot, descriptor, address, length);
        senders.add(users.at(slot));
    }

    /** Sends as many of the bytes as the system takes, at least one, of those that a {@code struct msghdr} lists. */
    public final void sendPieces(int slot, int descriptor, long message) {
        beginSendPieces(slot, descriptor, message);
        senders.add(users.at(slot));
    }

    /** See {@link #send}. */
    protected abstract void beginSend(int slot, int descriptor, long address, int length);

    /** See {@link #sendPieces}. */
    protected abstract void beginSendPieces(int slot, int descriptor, long message);

    /** Accepts again and again. */
    public abstract void accept(int slot, int descriptor);

    /** Connects to a {@code struct sockaddr}. */
    public abstract void connect(int slot, int descriptor, long address, int length);

    /** Waits until one of {@code events} of {@code poll(2)} is there. Errors and the end of both ways need not be asked for. */
    public abstract void poll(int slot, int descriptor, int events);

    /** Forgets what {@code slot} has asked for by {@code operation}; its completion comes all the same. */
    public abstract void cancel(int slot, Operation operation);

    /** Closes a descriptor, behind what was asked for before. */
    public abstract void close(int descriptor);

    /** The type of sockets for {@code socket(2)}, beside their being streams. */
    protected abstract int socketType();

    /** A new socket of a family of {@code socket(2)}. */
    public final int socket(int family) throws IOException {
        return kernel.socket(family, socketType());
    }

    /** The same, on any thread. */
    @Cold
    public final int newSocket(int family) throws IOException {
        return new Kernel(Arena.ofAuto()).socket(family, socketType());
    }

    /**
     * Whether nothing has arrived that its user was not told of: neither bytes nor the end. What arrived may be complete already, or
     * still in the socket. Does not take it.
     */
    public abstract boolean isQuiet(int slot, int descriptor);

    /** Whether the system says that nothing has arrived. */
    protected final boolean isEmpty(int descriptor) {
        return kernel.peek(descriptor, peeked.address()) < 0 && kernel.errno() == Kernel.TRY_AGAIN;
    }

    /** The system's words for the negated error of a completion. */
    public static String words(int result) {
        return Kernel.text(-result);
    }

    // Netty's own channels cannot live here.

    @Override
    public final IoRegistration register(IoHandle handle) {
        throw new UnsupportedOperationException("only the proactor's own users");
    }

    @Override
    public final boolean isCompatible(Class<? extends IoHandle> handleType) {
        return false;
    }

    /** The last of {@link #destroy}: tells users that it is over. */
    @Cold
    protected final void end() {
        users.end();
    }
}
