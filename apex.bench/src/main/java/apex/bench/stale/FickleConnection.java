package apex.bench.stale;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * One connection of the backend, on its own thread.
 *
 * <p>What it may do is bounded so that a loss is always the gateway's fault: a request that can be repeated is cut off at most once
 * by a close that hits it rather than an idle connection. A close before anything is read cannot know whom it hits: it is booked to
 * the request that the connection brings, and done only while no request is on its way again.
 */
final class FickleConnection {
    /** One connection of so many is closed when it is accepted. */
    private static final int ACCEPT_ODDS = 20;

    /** So many turns in {@link #TURNS} end with a close. */
    private static final int CLOSING_TURNS = 6;

    private static final int TURNS = 16;
    private static final int AFTER_NANOS = 1_000_000;
    private static final int IDLE_NANOS = 3_000_000;
    private static final int ARRIVAL_TRIES = 200;
    private static final int ARRIVAL_NANOS = 50_000;
    private static final int LATER_MILLIS = 1_000;

    private final Socket socket;
    private final Ledger ledger;
    private final RandomGenerator random;
    private MessageInput in;
    private boolean open = true;

    FickleConnection(Socket socket, Ledger ledger, RandomGenerator random) {
        this.socket = socket;
        this.ledger = ledger;
        this.random = random;
    }

    /** Serves until one of both has closed the connection. */
    void serve() {
        try (socket) {
            // What waited in this system when the connection is reset would be thrown away.
            socket.setTcpNoDelay(true);
            in = new MessageInput(socket.getInputStream());
            if (random.nextInt(ACCEPT_ODDS) == 0) {
                atAccept();
            }
            if (open) {
                turn(beforeFirst());
            }
            while (open) {
                turn(plan());
            }
        } catch (IOException _) {
            // The gateway has closed it first.
        }
    }

    /** Ends the connection when it is accepted, if that is allowed. */
    private void atAccept() throws IOException {
        Manner manner = Manner.any(random);
        if (manner == Manner.FIN) {
            if (ledger.mayCloseUnknown()) {
                closeUnknown();
            }
            return;
        }
        Request request = Request.of(in.partOfHead());
        if (request != null && ledger.mayClose(request)) {
            close(Moment.ON_ACCEPT, manner);
        }
    }

    /** Closes for sending before anything is read, and books that to whom it hits. */
    private void closeUnknown() throws IOException {
        socket.shutdownOutput();
        Request request = null;
        try {
            socket.setSoTimeout(LATER_MILLIS);
            request = Request.of(in.partOfHead());
        } finally {
            ledger.wasUnknown(request);
        }
        close(Moment.ON_ACCEPT, Manner.FIN);
    }

    /** What a new connection begins with: its first request has not met an idle connection. */
    private Moment beforeFirst() {
        Moment planned = plan();
        return planned == Moment.IDLE || planned == Moment.ON_ARRIVAL ? null : planned;
    }

    /** How this turn ends the connection; null for not at all. */
    private Moment plan() {
        return switch (random.nextInt(TURNS)) {
            case 0 -> Moment.WITH_RESPONSE;
            case 1 -> Moment.AFTER_RESPONSE;
            case 2 -> Moment.IDLE;
            case 3 -> Moment.ON_ARRIVAL;
            case 4 -> Moment.IN_HEAD;
            case CLOSING_TURNS - 1 -> Moment.IN_PLACE_OF_RESPONSE;
            default -> null;
        };
    }

    /** Waits for a request and answers it, unless {@code moment} says otherwise. */
    private void turn(Moment moment) throws IOException {
        if (moment == Moment.IDLE) {
            LockSupport.parkNanos(random.nextInt(IDLE_NANOS));
            close(moment);
            return;
        }
        if (moment == Moment.ON_ARRIVAL && awaitArrival()) {
            close(moment);
            return;
        }
        if (moment == Moment.IN_HEAD) {
            inHead();
            return;
        }
        String line = in.head();
        if (line == null) {
            open = false;
            return;
        }
        Request request = Request.of(line);
        in.body();
        ledger.processed(request.id());
        if (moment == Moment.IN_PLACE_OF_RESPONSE && ledger.mayClose(request)) {
            close(moment);
        } else {
            answer(request, moment);
        }
    }

    private boolean awaitArrival() throws IOException {
        for (int i = 0; i < ARRIVAL_TRIES && !in.hasArrived(); i++) {
            LockSupport.parkNanos(ARRIVAL_NANOS);
        }
        return in.hasArrived();
    }

    /** Reads a part of the head. Where it belongs to a request that has met a close already, the rest is read and answered, too. */
    private void inHead() throws IOException {
        Request request = Request.of(in.partOfHead());
        if (request == null || ledger.mayClose(request)) {
            close(Moment.IN_HEAD);
        } else {
            turn(null);
        }
    }

    private void answer(Request request, Moment moment) throws IOException {
        ledger.answered(request);
        String body = request.body();
        OutputStream out = socket.getOutputStream();
        String head = "HTTP/1.1 200 OK\r\nX-Id: " + request.id() + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        if (moment == Moment.WITH_RESPONSE) {
            // By Nagle's algorithm the body waits while the head is not acknowledged, and leaves together with the FIN.
            socket.setTcpNoDelay(false);
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body.getBytes(StandardCharsets.US_ASCII));
            close(moment, random.nextBoolean() ? Manner.FIN : Manner.CLOSE);
            return;
        }
        out.write((head + body).getBytes(StandardCharsets.US_ASCII));
        if (moment == Moment.AFTER_RESPONSE) {
            LockSupport.parkNanos(random.nextInt(AFTER_NANOS));
            close(moment);
        }
    }

    private void close(Moment moment) throws IOException {
        close(moment, Manner.any(random));
    }

    private void close(Moment moment, Manner manner) throws IOException {
        open = false;
        ledger.closed(moment, manner);
        manner.close(socket);
    }
}
