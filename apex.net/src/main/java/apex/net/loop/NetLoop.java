package apex.net.loop;

import apex.net.proactor.Proactor;
import apex.spi.exchange.ArenaSlab;
import apex.spi.thread.Apart;
import apex.spi.thread.Cold;
import apex.spi.thread.Deadline;
import apex.spi.thread.DeadlineWheel;
import apex.spi.thread.Loop;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loop on one Netty event loop. Its work comes in turns: the read of one connection, one task, one tick of the timers. What a
 * turn has written is sent when the turn ends.
 */
public final class NetLoop extends Apart implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(NetLoop.class);
    private static final int TICK_MILLIS = 10;

    /** How many calls one end of a turn makes before it lets others in. */
    private static final int CALLS_PER_TURN = 1024;

    private static final long REPORT_EVERY_NANOS = 1_000_000_000L;

    private final int index;
    private final EventLoop events;
    private final ByteBufAllocator buffers;
    private final SocketKind sockets;
    private final Proactor proactor;
    private final DeadlineWheel wheel = new DeadlineWheel(TICK_MILLIS, System.nanoTime());
    private final ArenaSlab arenas = new ArenaSlab();
    private final MemoryBudget budget;
    private final List<LongSupplier> ledgers = new CopyOnWriteArrayList<>();
    private final Runnable tick = this::tick;
    private final Runnable endTurn = this::endTurn;
    private Future<?> ticking;
    private long lastNanos = System.nanoTime();

    /** Tasks that the loop has given itself: they need neither a queue for many threads nor an object each. */
    private final ArrayDeque<Runnable> own = new ArrayDeque<>(64);

    private TurnEnd[] due = new TurnEnd[64];
    private int dueCount;
    private boolean turnEndComes;

    /** The clock has been read in this turn. */
    private boolean turnIsTimed;

    private long nextReport = System.nanoTime();

    NetLoop(
            int index,
            EventLoop events,
            ByteBufAllocator buffers,
            SocketKind sockets,
            Proactor proactor,
            long memoryBytes) {
        this.index = index;
        this.events = events;
        this.buffers = buffers;
        this.sockets = sockets;
        this.proactor = proactor;
        budget = new MemoryBudget(memoryBytes, arenas);
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public boolean inLoop() {
        return events.inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        if (events.inEventLoop()) {
            own.add(task);
            expectEnd();
        } else {
            events.execute(() -> runTask(task));
        }
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long coarseNanoTime() {
        if (!turnIsTimed || !turnEndComes) {
            lastNanos = System.nanoTime();
            turnIsTimed = turnEndComes;
        }
        return lastNanos;
    }

    @Override
    public void arm(Deadline deadline, long millis) {
        wheel.arm(deadline, millis, coarseNanoTime());
        if (ticking == null) {
            ticking = events.scheduleWithFixedDelay(tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void disarm(Deadline deadline) {
        wheel.disarm(deadline);
    }

    @Override
    public void forget(Deadline deadline) {
        wheel.forget(deadline);
    }

    @Override
    public ArenaSlab arenas() {
        return arenas;
    }

    @Override
    public boolean isOverloaded() {
        return budget.isOver();
    }

    /** What the connections of this loop hold in memory, and may hold. */
    public MemoryBudget budget() {
        return budget;
    }

    /** The event loop that runs this loop, for channels to register with. */
    public EventLoop events() {
        return events;
    }

    /** Where the buffers of this loop's connections come from. */
    public ByteBufAllocator buffers() {
        return buffers;
    }

    /** What this loop waits on; null for other kinds of sockets than {@link SocketKind#IO_URING}. */
    public Proactor proactor() {
        return proactor;
    }

    /** The kind of sockets that this loop drives. */
    public SocketKind sockets() {
        return sockets;
    }

    /** Says that a turn has begun, whose end will call {@link #endTurn}. */
    public void beginTurn() {
        turnEndComes = true;
        turnIsTimed = false;
    }

    /** Calls {@code what} when the present turn ends, or soon when there is none. */
    public void atEndOfTurn(TurnEnd what) {
        if (dueCount == due.length) {
            due = Arrays.copyOf(due, dueCount * 2);
        }
        due[dueCount++] = what;
        expectEnd();
    }

    private void expectEnd() {
        if (!turnEndComes) {
            turnEndComes = true;
            events.execute(endTurn);
        }
    }

    /** Ends the present turn: first the loop's own tasks, then what they and others have put off until now. */
    public void endTurn() {
        turnEndComes = true;
        for (int tasks = Math.min(own.size(), CALLS_PER_TURN); tasks > 0; tasks--) {
            run(own.poll());
        }
        int done = 0;
        while (done < dueCount && done < CALLS_PER_TURN) {
            TurnEnd next = due[done];
            due[done++] = null;
            try {
                next.endOfTurn();
            } catch (Throwable bug) {
                report("the end of a turn", bug);
            }
        }
        dueCount -= done;
        if (dueCount > 0) {
            System.arraycopy(due, done, due, 0, dueCount);
            Arrays.fill(due, dueCount, dueCount + done, null);
        }
        turnIsTimed = false;
        turnEndComes = dueCount > 0 || !own.isEmpty();
        if (turnEndComes) {
            events.execute(endTurn);
        }
    }

    /** Adds an account of bytes held for connections, read on the loop. */
    @Cold
    public void addLedger(LongSupplier heldBytes) {
        ledgers.add(heldBytes);
    }

    /** The bytes that connections of this loop hold at present: input not taken, output not sent, chunks kept. On the loop. */
    @Cold
    public long heldBytes() {
        assertInLoop();
        long sum = 0;
        for (LongSupplier ledger : ledgers) {
            sum += ledger.getAsLong();
        }
        return sum;
    }

    private void runTask(Runnable task) {
        beginTurn();
        run(task);
        endTurn();
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable bug) {
            report("a task", bug);
        }
    }

    private void tick() {
        beginTurn();
        try {
            wheel.advance(coarseNanoTime());
        } catch (Throwable bug) {
            report("a deadline", bug);
            events.execute(tick);
        }
        endTurn();
        if (wheel.isEmpty() && ticking != null) {
            ticking.cancel(false);
            ticking = null;
        }
    }

    /** Tells people of a bug in {@code what}: off the loop, because writing a log can block, and now and then only. On the loop. */
    public void report(String what, Throwable bug) {
        long now = System.nanoTime();
        if (now - nextReport >= 0) {
            nextReport = now + REPORT_EVERY_NANOS;
            Thread.startVirtualThread(() -> write(what, bug));
        }
    }

    @Cold
    private void write(String what, Throwable bug) {
        LOG.error("loop {}: {} failed; the loop goes on", index, what, bug);
    }
}
