package apex.net.loop;

import apex.net.log.RingLog;
import apex.net.proactor.Proactor;
import apex.net.watch.LoopLag;
import apex.net.watch.LoopWatch;
import apex.spi.Platform;
import apex.spi.log.RecordLog;
import apex.spi.thread.Cold;
import apex.spi.thread.Loop;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import io.netty.util.internal.PlatformDependent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** The loops of this process, each on a thread and an event loop of its own, and its logs. */
@Cold
public final class NetPlatform implements Platform, AutoCloseable {
    private static final int RING_BYTES = 256 * 1024;
    private static final long STOP_MILLIS = 5_000;

    private final SocketKind sockets;
    private final String why;
    private final List<EventLoopGroup> groups = new ArrayList<>();
    private final List<NetLoop> netLoops;
    private final List<Loop> loops;
    private final LoopWatch watch;
    private final Map<String, RingLog> logs = new LinkedHashMap<>();
    private final Object logsLock = new Object();

    private NetPlatform(int count, SocketKind sockets, String why, long memoryBytes) {
        this.sockets = sockets;
        this.why = why;
        ByteBufAllocator buffers = new PooledByteBufAllocator(true);
        List<NetLoop> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "apex-loop-" + i;
            ThreadFactory threads = task -> new FastThreadLocalThread(task, name);
            AtomicReference<IoHandler> handler = new AtomicReference<>();
            IoHandlerFactory factory = executor -> {
                handler.set(sockets.loops().newHandler(executor));
                return handler.get();
            };
            EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, threads, factory);
            groups.add(group);
            Proactor proactor = handler.get() instanceof Proactor own ? own : null;
            made.add(new NetLoop(i, group.next(), buffers, sockets, proactor, memoryBytes / count));
        }
        netLoops = List.copyOf(made);
        loops = List.copyOf(made);
        watch = LoopWatch.start(loops);
    }

    /** Starts the loops with the default memory budget; see {@link #start(int, TransportChoice, long)}. */
    public static NetPlatform start(int workers, TransportChoice io) {
        return start(workers, io, 0);
    }

    /**
     * Starts the loops.
     *
     * @param workers how many; 0 for as many as there are processors
     * @param memoryBytes the most that all connections together should hold in buffers, each loop an equal share; 0 for half of
     *     what the JVM allows for direct memory
     * @throws IllegalArgumentException when a number is negative or {@code io} cannot be used on this machine; the message says
     *     why
     */
    public static NetPlatform start(int workers, TransportChoice io, long memoryBytes) {
        if (workers < 0) {
            throw new IllegalArgumentException("workers: " + workers + " (expected: 0 or more)");
        }
        if (memoryBytes < 0) {
            throw new IllegalArgumentException("memory: " + memoryBytes + " (expected: a number of bytes, or 0)");
        }
        int count = workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
        long memory = memoryBytes == 0 ? PlatformDependent.maxDirectMemory() / 2 : memoryBytes;
        return switch (io) {
            case IO_URING -> new NetPlatform(count, usable(SocketKind.IO_URING), "as configured", memory);
            case EPOLL -> new NetPlatform(count, usable(SocketKind.EPOLL), "as configured", memory);
            case NIO -> new NetPlatform(count, SocketKind.NIO, "as configured", memory);
            case AUTO -> automatic(count, memory);
        };
    }

    /** The fastest that works, and why not a faster one. */
    private static NetPlatform automatic(int count, long memory) {
        StringBuilder why = new StringBuilder();
        for (SocketKind kind : SocketKind.values()) {
            String trouble = kind.trouble();
            if (trouble.isEmpty()) {
                String reason = why.isEmpty() ? "the fastest available" : why.toString();
                return new NetPlatform(count, kind, reason, memory);
            }
            why.append(why.isEmpty() ? "" : "; ")
                    .append(kind)
                    .append(" is not available: ")
                    .append(trouble);
        }
        throw new IllegalStateException(why.toString());
    }

    /** Every kind of sockets, with what keeps it from being used here, for a report of a fault. */
    public static String availability() {
        return Arrays.stream(SocketKind.values())
                .map(kind -> kind.trouble().isEmpty() ? kind.toString() : kind + " not (" + kind.trouble() + ")")
                .collect(Collectors.joining(", "));
    }

    private static SocketKind usable(SocketKind kind) {
        String trouble = kind.trouble();
        if (!trouble.isEmpty()) {
            throw new IllegalArgumentException(
                    kind + ": not available here: " + trouble + " (expected: " + kind.wayOut() + ")");
        }
        return kind;
    }

    @Override
    public List<Loop> loops() {
        return loops;
    }

    /** The same loops as {@link #loops}. */
    public List<NetLoop> netLoops() {
        return netLoops;
    }

    /** The kind of sockets in use. */
    public SocketKind sockets() {
        return sockets;
    }

    /** The kind of sockets in use and why it was chosen, for the start-up line. */
    public String describe() {
        return sockets + " (" + why + ")";
    }

    @Override
    public RecordLog log(String target) {
        synchronized (logsLock) {
            return logs.computeIfAbsent(target, name -> RingLog.open(name, loops.size(), RING_BYTES));
        }
    }

    /** How late each loop is, in the order of {@link #loops}. Any thread. */
    public List<LoopLag> lags() {
        return watch.lags();
    }

    /** The bytes that all connections hold at present: 0 after a drain. Waits for each loop in turn; never call it on one. */
    public long heldBytes() {
        long sum = 0;
        for (NetLoop loop : netLoops) {
            sum += CompletableFuture.supplyAsync(loop::heldBytes, loop).join();
        }
        return sum;
    }

    /** What all connections together hold of the memory budget, without asking a loop. Any thread. */
    public LoopMemory memory() {
        long held = 0;
        long limit = 0;
        for (NetLoop loop : netLoops) {
            held += loop.budget().heldBytes();
            limit += loop.budget().shareBytes();
        }
        return new LoopMemory(held, limit);
    }

    /** The bytes outside of the heap that all loops of the JVM have for buffers, in use or kept. Any thread. */
    public static long directBytes() {
        return Math.max(0, PlatformDependent.usedDirectMemory());
    }

    /** Ends loops and logs, after what is already in their mailboxes and rings. Waits for it. */
    @Override
    public void close() {
        watch.close();
        List<Future<?>> ends = new ArrayList<>();
        for (EventLoopGroup group : groups) {
            ends.add(group.shutdownGracefully(0, STOP_MILLIS, TimeUnit.MILLISECONDS));
        }
        ends.forEach(end -> end.awaitUninterruptibly(2 * STOP_MILLIS));
        synchronized (logsLock) {
            logs.values().forEach(RingLog::close);
            logs.clear();
        }
    }
}
