package apex.net.wire;

import apex.net.direct.DirectSockets;
import apex.net.link.Link;
import apex.net.link.LinkOwner;
import apex.net.link.LinkUser;
import apex.net.link.Sockets;
import apex.net.loop.MemoryBudget;
import apex.net.loop.NetLoop;
import apex.net.netty.NettySockets;
import apex.spi.thread.Apart;
import apex.spi.thread.Cold;
import apex.spi.thread.Stock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the wires of one loop have in common: the buffer that all of them read into, the cursor over it, and the list of them.
 * Made before the loop runs any of them; used on the loop.
 */
public final class LoopWires extends Apart {
    static final int READ_BYTES = 64 * 1024;

    private static final int SPARES = 64;
    private static final Logger LOG = LoggerFactory.getLogger(LoopWires.class);
    private static final long LOG_EVERY_NANOS = 1_000_000_000L;

    private final NetLoop loop;
    private final MemoryBudget budget;
    private final InputCursor cursor = new InputCursor(this);
    private final byte[] scratch = new byte[WireOutput.BUFFER_BYTES];

    /** Buffers for gathering that are not in use: reusing the very objects spares what Netty makes for each use of its pool. */
    private final Stock<ByteBuf> spares = new Stock<>(SPARES, ByteBuf::release);

    private ByteBuf shared;
    private SocketWire first;
    private long keptByChunks;
    private long nextLog = System.nanoTime();
    private long unlogged;
    private boolean ended;

    /** Wires on {@code loop}, whose ledger they join. */
    public LoopWires(NetLoop loop) {
        this.loop = loop;
        budget = loop.budget();
        loop.addLedger(this::heldBytes);
    }

    NetLoop loop() {
        return loop;
    }

    /** How this loop's kind of sockets listens and connects. */
    public Sockets sockets() {
        return switch (loop.sockets()) {
            case EPOLL, IO_URING -> DirectSockets.LINUX;
            case NIO -> NettySockets.NIO;
        };
    }

    /** Makes wires of links, for whoever opens them. */
    public LinkOwner owner(WireEnd end, WireHome home) {
        return new LinkOwner() {
            @Override
            public NetLoop loop() {
                return loop;
            }

            @Override
            public LinkUser user(Link link) {
                return new SocketWire(LoopWires.this, link, end, home);
            }
        };
    }

    MemoryBudget budget() {
        return budget;
    }

    ByteBufAllocator buffers() {
        return loop.buffers();
    }

    InputCursor cursor() {
        return cursor;
    }

    /** For copying between two kinds of memory; content is undefined. */
    byte[] scratch() {
        return scratch;
    }

    /** The shared buffer, with room for one read at its end, with a reference for the caller; a new one when somebody still holds the last one. */
    ByteBuf lendShared() {
        ByteBuf buffer = shared;
        if (buffer == null || buffer.refCnt() > 1) {
            if (buffer != null) {
                buffer.release();
            }
            buffer = buffers().directBuffer(READ_BYTES, READ_BYTES);
            shared = buffer;
        }
        int from = READ_BYTES - Math.min(READ_BYTES, budget.readBytes());
        buffer.setIndex(from, from);
        return buffer.retain();
    }

    /** An empty buffer for gathering small writes. */
    ByteBuf lendGathering() {
        ByteBuf buffer = spares.poll();
        return buffer == null ? buffers().directBuffer(WireOutput.BUFFER_BYTES, WireOutput.BUFFER_BYTES) : buffer;
    }

    /** Takes back a buffer that was written. One for gathering is used again, unless somebody else still holds it. */
    void giveBack(ByteBuf buffer) {
        boolean gathering = buffer.maxCapacity() == WireOutput.BUFFER_BYTES && buffer.unwrap() == null;
        if (gathering && buffer.refCnt() == 1 && !ended) {
            spares.add(buffer.clear());
        } else {
            buffer.release();
        }
    }

    /** Whether the buffers that the system fills run short, so that nobody should hold one for long. */
    boolean isShortOfBuffers() {
        return loop.proactor() != null && loop.proactor().isScarce();
    }

    boolean isShared(ByteBuf buffer) {
        return buffer == shared;
    }

    void keptByChunks(int change, int memory) {
        keptByChunks += change;
        budget.charge(memory);
    }

    /** Whether {@link #end} was called: no wire may open any more. */
    boolean isEnded() {
        return ended;
    }

    void add(SocketWire wire) {
        wire.next = first;
        if (first != null) {
            first.previous = wire;
        }
        first = wire;
    }

    void remove(SocketWire wire) {
        if (wire.previous != null) {
            wire.previous.next = wire.next;
        } else if (first == wire) {
            first = wire.next;
        }
        if (wire.next != null) {
            wire.next.previous = wire.previous;
        }
        wire.next = null;
        wire.previous = null;
    }

    /** Visits every open wire; a visitor may close the wire that it is given. */
    @Cold
    public void forEach(Consumer<SocketWire> visitor) {
        SocketWire wire = first;
        while (wire != null) {
            SocketWire following = wire.next;
            visitor.accept(wire);
            wire = following;
        }
    }

    /** Closes every wire and gives the shared buffer back; wires that open from here on are closed at once. */
    @Cold
    public void end() {
        ended = true;
        forEach(SocketWire::close);
        if (shared != null) {
            shared.release();
            shared = null;
        }
        spares.clear();
    }

    @Cold
    private long heldBytes() {
        long sum = keptByChunks;
        for (SocketWire wire = first; wire != null; wire = wire.next) {
            sum += wire.heldBytes();
        }
        return sum;
    }

    /** Logs what a handler did wrong, at most once a second. */
    @Cold
    void bug(SocketWire wire, String what, Throwable cause) {
        long now = System.nanoTime();
        if (now - nextLog < 0) {
            unlogged++;
            return;
        }
        nextLog = now + LOG_EVERY_NANOS;
        LOG.error(
                "connection with {}: {}; it is closed ({} more since the last message)",
                wire.remoteAddress(),
                what,
                unlogged,
                cause);
        unlogged = 0;
    }
}
