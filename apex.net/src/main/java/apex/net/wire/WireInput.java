package apex.net.wire;

import apex.net.WireHandler;
import apex.net.link.Link;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;

/**
 * The input half of a wire: delivers what arrives, keeps what cannot be delivered yet, in order, and decides whether the channel
 * listens for more.
 */
final class WireInput {
    /** Above this a rest is kept by holding the whole read buffer instead of copying, as long as there are buffers. */
    private static final int COPY_UP_TO = 32 * 1024;

    /** The first read while paused is small: its purpose is to hear of the end. */
    private static final int PROBE_BYTES = 2 * 1024;

    /** What it comes down to when memory runs short. */
    private static final int LEAST_PROBE_BYTES = 64;

    private final SocketWire wire;
    private final LoopWires wires;
    private final Link link;
    private WireHandler handler;

    /** Null while nothing is kept. */
    private ArrayDeque<ByteBuf> kept;

    private int keptBytes;

    /** The size of the buffers in which that is. */
    private int keptMemory;

    private boolean paused;

    /** Paused at some time during the present call of the handler, maybe resumed since. */
    private boolean pausedInCall;

    /** The channel does not listen for more. */
    private boolean stopped;

    /** The peer has ended its output. */
    private boolean over;

    /** The handler knows. */
    private boolean overTold;

    /** The handler knows that it will come. */
    private boolean endingTold;

    WireInput(SocketWire wire, LoopWires wires, Link link) {
        this.wire = wire;
        this.wires = wires;
        this.link = link;
        handler = NoHandler.INSTANCE;
    }

    WireHandler handler() {
        return handler;
    }

    void handler(WireHandler newHandler) {
        handler = newHandler;
    }

    void pause() {
        paused = true;
        pausedInCall = true;
    }

    void resume() {
        if (paused) {
            paused = false;
            if (kept == null) {
                listen();
            } else {
                wire.actAtEndOfTurn();
            }
        }
    }

    boolean isPaused() {
        return paused;
    }

    boolean isEmpty() {
        return kept == null;
    }

    int keptBytes() {
        return keptBytes;
    }

    /** Whether the handler knows that nothing more will come. */
    boolean isOverTold() {
        return overTold;
    }

    /**
     * The buffer for the next read.
     *
     * @return null when as much is kept as may be
     */
    ByteBuf readBuffer() {
        if (!isHolding()) {
            return wires.lendShared();
        }
        if (stopped) {
            return null;
        }
        return wires.buffers().directBuffer(readBytes());
    }

    /** How many bytes the next read may bring. */
    int readBytes() {
        if (!isHolding()) {
            return wires.budget().readBytes();
        }
        int wanted = keptBytes > 0 ? LoopWires.READ_BYTES / 4 : PROBE_BYTES;
        return Math.min(wanted, Math.max(LEAST_PROBE_BYTES, wires.budget().mark()));
    }

    /** Takes bytes that have arrived, and the reference to them. */
    void received(ByteBuf bytes) {
        if (!wire.isListening()) {
            bytes.release();
        } else if (isHolding()) {
            keep(bytes, false);
        } else {
            deliver(bytes, false);
        }
    }

    /** Delivers what was kept, as far as the handler wants it, and what was waiting behind it. */
    void deliverKept() {
        if (paused || kept == null) {
            return;
        }
        while (!paused && kept != null && wire.isListening()) {
            deliver(next(), true);
        }
        if (kept == null && over) {
            tellOver();
        } else if (kept == null && !paused) {
            listen();
        }
    }

    /** The peer has ended its output, or is gone. */
    void ended() {
        over = true;
        if (kept == null) {
            tellOver();
        } else {
            ending();
        }
    }

    /** Forgets what is kept, and lets everything in that comes: nobody will see it. */
    void discard() {
        drop();
        listen();
    }

    /** Forgets what is kept. */
    void drop() {
        if (kept != null) {
            kept.forEach(ByteBuf::release);
            kept = null;
            keptBytes = 0;
            hold(-keptMemory);
        }
    }

    /** Whether what arrives has to wait. */
    private boolean isHolding() {
        return (paused || kept != null) && wire.isListening();
    }

    /** Hands bytes to the handler, keeps what it leaves, and releases the buffer. */
    private void deliver(ByteBuf bytes, boolean again) {
        InputCursor cursor = wires.cursor();
        cursor.open(bytes);
        WireHandler told;
        try {
            do {
                told = handler;
                pausedInCall = false;
                told.read(cursor);
            } while (told != handler && cursor.remaining() > 0 && !pausedInCall && wire.isListening());
        } catch (Throwable bug) {
            wire.fail("its handler failed at read", bug);
        }
        cursor.close();
        if (!wire.isListening() || !bytes.isReadable()) {
            bytes.release();
        } else if (pausedInCall) {
            keep(bytes, again);
            if (!paused) {
                wire.actAtEndOfTurn();
            }
        } else {
            int left = bytes.readableBytes();
            bytes.release();
            wire.fail("its handler left " + left + " bytes without having paused", null);
        }
    }

    private void tellOver() {
        if (overTold || !wire.isOpen()) {
            return;
        }
        overTold = true;
        try {
            if (wire.isListening()) {
                handler.inputEnded();
            }
        } catch (Throwable bug) {
            wire.fail("its handler failed at the end of input", bug);
        }
        wire.closeWhenBothAreOver();
    }

    /** The peer has ended its output, behind bytes that are kept or still in the socket: a handler can leave them there. */
    void ending() {
        if (endingTold || overTold || !wire.isListening()) {
            return;
        }
        endingTold = true;
        try {
            handler.inputEnding();
        } catch (Throwable bug) {
            wire.fail("its handler failed at the coming end of input", bug);
        }
    }

    /** Keeps the readable bytes of a buffer whose reference it takes. */
    private void keep(ByteBuf bytes, boolean first) {
        int count = bytes.readableBytes();
        ByteBuf own = bytes;
        if (wires.isShortOfBuffers()
                || count <= COPY_UP_TO && (wires.isShared(bytes) || count < bytes.capacity() / 2)) {
            own = wires.buffers().directBuffer(count).writeBytes(bytes);
            bytes.release();
        }
        if (kept == null) {
            kept = new ArrayDeque<>(2);
        }
        if (first) {
            kept.addFirst(own);
        } else {
            kept.addLast(own);
        }
        keptBytes += count;
        hold(own.capacity());
        if (!stopped
                && keptBytes
                        >= Math.min(
                                wires.loop().sockets().holdLimit(),
                                Math.max(1, wires.budget().mark()))) {
            stopped = true;
            link.listen(false);
        }
    }

    /** The first of what is kept, now the caller's to release. */
    private ByteBuf next() {
        ByteBuf bytes = kept.pollFirst();
        if (kept.isEmpty()) {
            kept = null;
        }
        keptBytes -= bytes.readableBytes();
        hold(-bytes.capacity());
        return bytes;
    }

    private void hold(int memory) {
        keptMemory += memory;
        wires.budget().charge(memory);
    }

    private void listen() {
        if (!stopped || over || !wire.isOpen()) {
            return;
        }
        stopped = false;
        link.listen(true);
    }
}
