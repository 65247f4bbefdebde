package apex.http1.fake;

import apex.net.Wire;
import apex.net.WireHandler;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Reason;
import apex.spi.thread.Loop;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

/** A connection in memory: tests play the peer. */
public final class FakeWire implements Wire {
    private final FakeLoop loop;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private WireHandler handler;
    private byte[] kept = {};
    private long sentBytes;
    private boolean stuck;
    private boolean paused;
    private boolean open = true;
    private boolean outputEnded;
    private boolean inputEnding;
    private boolean endingTold;
    private int pending;
    private boolean overMark;
    private boolean pausedMeanwhile;
    private boolean closing;

    /** An open connection of a loop. */
    public FakeWire(FakeLoop loop) {
        this.loop = loop;
    }

    // The peer.

    /** The peer sends; the loop then runs until nothing is left to do. */
    public void receive(String text) {
        receive(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The peer sends bytes. */
    public void receive(byte[] bytes) {
        byte[] all = new byte[kept.length + bytes.length];
        System.arraycopy(kept, 0, all, 0, kept.length);
        System.arraycopy(bytes, 0, all, kept.length, bytes.length);
        kept = all;
        pump();
        loop.run();
    }

    /** The peer ends its output. */
    public void finishInput() {
        inputEnding = true;
        pump();
        loop.run();
    }

    /** The connection breaks. */
    public void reset(Reason reason) {
        if (open) {
            open = false;
            handler.closed(reason);
            loop.run();
        }
    }

    /** What has been sent so far, and forgets it. */
    public String taken() {
        String text = sent.toString(StandardCharsets.ISO_8859_1);
        sent.reset();
        return text;
    }

    /** The system takes no more output from here on. */
    public void stick() {
        stuck = true;
    }

    /** Bytes that wait because reads are paused. */
    public int keptBytes() {
        return kept.length;
    }

    /** Whether this end has ended its output but not the connection. */
    public boolean isOutputEnded() {
        return outputEnded;
    }

    /** Sets how the output stands. */
    public void pending(int bytes, boolean over) {
        boolean drained = overMark && !over;
        sentBytes += Math.max(0, pending - bytes);
        pending = bytes;
        overMark = over;
        if (closing && bytes == 0) {
            close();
        }
        if (drained && open) {
            handler.drained();
            loop.run();
        }
    }

    /** The output falls under the mark, and the handler does not know yet. */
    public void underMark() {
        overMark = false;
    }

    /** The handler hears that the output is under the mark. */
    public void tellDrained() {
        handler.drained();
        loop.run();
    }

    private void pump() {
        while (!paused && open && kept.length > 0) {
            FakeInput input = new FakeInput(kept);
            pausedMeanwhile = false;
            WireHandler told;
            do {
                told = handler;
                told.read(input);
            } while (told != handler && open && !pausedMeanwhile && input.remaining() > 0);
            if (!pausedMeanwhile && open && input.remaining() > 0) {
                throw new IllegalStateException("input left behind: " + input.remaining());
            }
            kept = input.rest();
            if (pausedMeanwhile) {
                break;
            }
        }
        if (inputEnding && open && kept.length > 0 && !endingTold) {
            endingTold = true;
            handler.inputEnding();
        }
        if (open && kept.length == 0 && inputEnding) {
            inputEnding = false;
            handler.inputEnded();
        }
    }

    // The wire.

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public SocketAddress remoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 40000);
    }

    @Override
    public SocketAddress localAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);
    }

    @Override
    public void write(byte[] source, int from, int count) {
        if (open && !outputEnded) {
            sent.write(source, from, count);
            sentBytes += stuck || pending > 0 ? 0 : count;
        }
    }

    @Override
    public void write(Chunk chunk) {
        byte[] bytes = new byte[chunk.length()];
        chunk.copyTo(0, bytes, 0, bytes.length);
        write(bytes, 0, bytes.length);
    }

    @Override
    public void flush() {}

    @Override
    public int pendingBytes() {
        return pending;
    }

    @Override
    public long sentBytes() {
        return sentBytes;
    }

    @Override
    public boolean isOverMark() {
        return overMark;
    }

    @Override
    public void pause() {
        paused = true;
        pausedMeanwhile = true;
    }

    @Override
    public void resume() {
        if (paused) {
            paused = false;
            loop.execute(this::pump);
        }
    }

    @Override
    public boolean isPaused() {
        return paused;
    }

    @Override
    public void closeAfterFlush() {
        closing = true;
        if (pending == 0) {
            close();
        }
    }

    @Override
    public void shutdownOutput() {
        outputEnded = true;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            loop.execute(() -> handler.closed(Reason.CLIENT_ABORT));
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void handler(WireHandler next) {
        handler = next;
    }
}
