package apex.net.direct;

import apex.net.link.Arrivals;
import apex.net.link.ListeningSocket;
import apex.net.loop.NetLoop;
import apex.net.proactor.Operation;
import apex.net.proactor.Proactor;
import apex.net.proactor.ProactorUser;
import apex.spi.thread.Cold;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** A listening descriptor on a proactor. */
final class DirectListening implements ListeningSocket, ProactorUser {
    private static final int ACCEPTS_PER_ROUND = 16;

    private final NetLoop loop;
    private final DirectSocket socket;
    private final Arrivals arrivals;
    private final SocketAddress address;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile boolean open = true;
    private int slot;
    private boolean wanted;
    private boolean accepting;

    /** Accepted, and nobody knows of them yet. */
    private final ArrayDeque<Integer> waiting = new ArrayDeque<>();

    private long round;
    private int inRound;

    DirectListening(NetLoop loop, DirectSocket socket, Arrivals arrivals) {
        this.loop = loop;
        this.socket = socket;
        this.arrivals = arrivals;
        address = socket.localAddress();
    }

    /** On the loop. */
    void begin() {
        slot = loop.proactor().add(this);
        accept(true);
    }

    @Override
    public SocketAddress localAddress() {
        return address;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void accept(boolean on) {
        wanted = on;
        if (on && !accepting && open) {
            accepting = true;
            loop.proactor().accept(slot, socket.descriptor());
        } else if (!on && accepting) {
            loop.proactor().cancel(slot, Operation.ACCEPT);
        }
    }

    @Override
    public void completed(Operation operation, int result, boolean more) {
        accepting &= more;
        if (result >= 0) {
            arrived(result);
        } else if (result != Proactor.CANCELLED && open) {
            arrivals.refused(this, new IOException(Proactor.words(result)));
        }
        if (!accepting && !open) {
            end();
        } else if (wanted) {
            accept(true);
        }
    }

    /** Only so many in a round: a flood must not keep the loop from its other work. */
    private void arrived(int descriptor) {
        if (round != loop.proactor().round()) {
            round = loop.proactor().round();
            inRound = 0;
        }
        if (inRound < ACCEPTS_PER_ROUND && waiting.isEmpty()) {
            inRound++;
            tell(descriptor);
        } else {
            if (waiting.isEmpty()) {
                loop.events().execute(this::tellMore);
            }
            waiting.add(descriptor);
        }
    }

    private void tellMore() {
        for (int i = 0; i < ACCEPTS_PER_ROUND && !waiting.isEmpty(); i++) {
            tell(waiting.poll());
        }
        if (!waiting.isEmpty()) {
            loop.events().execute(this::tellMore);
        }
    }

    private void tell(int descriptor) {
        DirectArrival arrival = new DirectArrival(new DirectSocket(descriptor, socket.isUnix()));
        // One that has no peer any more was reset while it waited to be accepted.
        if (open && arrival.remoteAddress() != null) {
            tell(arrival);
        } else {
            arrival.close();
        }
    }

    /** What one connection breaks must not keep the others from being told of. */
    private void tell(DirectArrival arrival) {
        try {
            arrivals.arrived(arrival);
        } catch (Throwable bug) {
            broke(bug);
        }
    }

    @Override
    @Cold
    public void close() {
        try {
            loop.execute(this::closeOnLoop);
            closed.join();
        } catch (RejectedExecutionException ended) {
            open = false;
            socket.close();
        }
    }

    private void closeOnLoop() {
        if (!open) {
            return;
        }
        open = false;
        wanted = false;
        if (accepting) {
            loop.proactor().cancel(slot, Operation.ACCEPT);
        } else {
            end();
        }
    }

    private void end() {
        socket.close();
        loop.proactor().remove(slot);
        closed.complete(null);
    }

    @Override
    public void ended() {
        open = false;
        while (!waiting.isEmpty()) {
            tell(waiting.poll());
        }
        socket.close();
        closed.complete(null);
    }

    @Override
    public void received(ByteBuf bytes, boolean more) {
        bytes.release();
    }

    @Override
    public void broke(Throwable bug) {
        loop.report("accepting", bug);
    }

    @Override
    public void stuck(long round) {}

    @Override
    public void fed() {}
}
