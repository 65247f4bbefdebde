package apex.net.direct;

import apex.net.link.Link;
import apex.net.link.LinkOwner;
import apex.net.link.LinkUser;
import apex.net.loop.NetLoop;
import apex.net.proactor.Operation;
import apex.net.proactor.Proactor;
import apex.net.proactor.ProactorUser;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.SocketAddress;

/** A connection on a proactor. Its descriptor is closed when nothing is under way on it any more. */
final class DirectLink implements Link, ProactorUser {
    /** {@code POLLRDHUP}; errors and the end of both ways are told without being asked for. */
    private static final int PEER_HAS_ENDED = 0x2000;

    /** With so much allowed for a read, receives stay armed. */
    private static final int PLENTY = 32 * 1024;

    /** So many small reads in a row end a bulk. */
    private static final int SMALL_READS = 16;

    private final NetLoop loop;
    private final Proactor proactor;
    private final DirectSocket socket;
    private final int slot;
    private final LinkUser user;
    private final DirectOutput output;

    /** How many entries will still be completed. */
    private int underWay;

    private boolean wanted = true;
    /** What it receives by at present; null when it does not. */
    private Operation receiving;

    private boolean watching;

    /**
     * Above 0 when a read has filled a small buffer: the next ones come one at a time and into large ones, so that a pause is heeded
     * at once. Goes down with every small read.
     */
    private int bulk;

    /** The peer has ended its output: nothing more is received. */
    private boolean over;

    private boolean endingTold;
    private boolean closing;
    private boolean gone;

    /** On the loop of the owner. */
    DirectLink(LinkOwner owner, DirectSocket socket) {
        loop = owner.loop();
        proactor = loop.proactor();
        this.socket = socket;
        slot = proactor.add(this);
        user = owner.user(this);
        output = new DirectOutput(this, user);
    }

    /** Its connection is up. */
    void begin() {
        loop.beginTurn();
        user.opened();
        receive();
        loop.endTurn();
    }

    NetLoop loop() {
        return loop;
    }

    @Override
    public SocketAddress remoteAddress() {
        return socket.remoteAddress();
    }

    @Override
    public SocketAddress localAddress() {
        return socket.localAddress();
    }

    @Override
    public boolean isQuiet() {
        return !closing && proactor.isQuiet(slot, socket.descriptor());
    }

    // Output.

    @Override
    public void write(ByteBuf bytes) {
        output.write(bytes);
    }

    @Override
    public void flush() {
        output.send();
    }

    @Override
    public long taken() {
        return output.taken();
    }

    @Override
    public int waitingMemory() {
        return output.waitingMemory();
    }

    @Override
    public void endOutput() {
        if (!closing) {
            output.end();
        }
    }

    @Override
    public void flushForLast() {
        if (!closing) {
            output.askForLast();
        }
    }

    void send(long address, int length) {
        underWay++;
        proactor.send(slot, socket.descriptor(), address, length);
    }

    void sendPieces(long message) {
        underWay++;
        proactor.sendPieces(slot, socket.descriptor(), message);
    }

    long round() {
        return proactor.round();
    }

    /** Ends the output; what was written is sent. */
    void shutdownOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException lost) {
            user.outputSent();
            return;
        }
        user.outputOver();
    }

    // Input.

    @Override
    public void listen(boolean on) {
        wanted = on;
        if (closing || over) {
            return;
        }
        if (on) {
            if (watching) {
                proactor.cancel(slot, Operation.POLL);
            }
            receive();
        } else if (receiving != null) {
            proactor.cancel(slot, receiving);
        } else {
            watch();
        }
    }

    private void receive() {
        if (receiving != null || closing || over || !wanted) {
            return;
        }
        underWay++;
        int most = user.readBytes();
        if (bulk > 0 || most < PLENTY) {
            receiving = Operation.RECEIVE_ONCE;
            proactor.receiveOnce(slot, socket.descriptor(), most);
        } else {
            receiving = Operation.RECEIVE;
            proactor.receive(slot, socket.descriptor());
        }
    }

    /** Waits for the peer's end without taking anything in. */
    private void watch() {
        if (!watching && receiving == null && !wanted && !over && !closing) {
            watching = true;
            underWay++;
            proactor.poll(slot, socket.descriptor(), endingTold ? 0 : PEER_HAS_ENDED);
        }
    }

    @Override
    public void received(ByteBuf bytes, boolean more) {
        if (!more) {
            receiving = null;
            underWay--;
        }
        loop.beginTurn();
        if (closing) {
            bytes.release();
            endIfQuiet();
        } else {
            take(bytes, more);
        }
        loop.endTurn();
    }

    private void take(ByteBuf bytes, boolean more) {
        bulk = proactor.isBulk(bytes.readableBytes()) ? SMALL_READS : Math.max(0, bulk - 1);
        user.received(bytes);
        if (more && (bulk > 0 || user.readBytes() < PLENTY)) {
            proactor.cancel(slot, receiving);
        }
        receive();
        watch();
    }

    @Override
    public void completed(Operation operation, int result, boolean more) {
        underWay -= more ? 0 : 1;
        loop.beginTurn();
        switch (operation) {
            case RECEIVE, RECEIVE_ONCE -> receiveEnded(result);
            case POLL -> watched(result);
            default -> output.sent(result, closing);
        }
        endIfQuiet();
        loop.endTurn();
    }

    private void receiveEnded(int result) {
        receiving = null;
        if (closing) {
            return;
        }
        if (result == 0) {
            over = true;
            user.inputOver();
        } else if (result == Proactor.CANCELLED) {
            receive();
            watch();
        } else if (result != Proactor.NO_BUFFERS) {
            over = true;
            user.lost(new IOException("receive: " + Proactor.words(result)));
        }
    }

    private void watched(int result) {
        watching = false;
        if (closing || wanted) {
            return;
        }
        if (result == Proactor.CANCELLED) {
            // It was wanted in between.
            watch();
        } else if (socket.isReset()) {
            over = true;
            user.lost(new IOException("reset by the peer"));
        } else if (!endingTold) {
            endingTold = true;
            user.ending();
            watch();
        }
    }

    @Override
    public void stuck(long round) {
        output.stuck(round);
    }

    @Override
    public void fed() {
        receive();
    }

    // The end.

    @Override
    public void broke(Throwable bug) {
        try {
            user.lost(bug);
            endIfQuiet();
        } catch (Throwable further) {
            loop.report("a connection", further);
        }
        loop.endTurn();
    }

    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        output.drop();
        if (underWay > 0) {
            cancelAll();
        } else {
            loop.execute(this::end);
        }
    }

    /** One by one: the kernel finds each at once, but all of one descriptor only by looking at those of every other. */
    private void cancelAll() {
        if (receiving != null) {
            proactor.cancel(slot, receiving);
        }
        if (watching) {
            proactor.cancel(slot, Operation.POLL);
        }
        if (output.sendsBy() != null) {
            proactor.cancel(slot, output.sendsBy());
        }
    }

    private void endIfQuiet() {
        if (closing && underWay == 0) {
            end();
        }
    }

    private void end() {
        if (gone) {
            return;
        }
        gone = true;
        output.free();
        proactor.close(socket.descriptor());
        socket.leave();
        proactor.remove(slot);
        user.gone();
    }

    @Override
    public void ended() {
        socket.close();
        output.free();
    }
}
