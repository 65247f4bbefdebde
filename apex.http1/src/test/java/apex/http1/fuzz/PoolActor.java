package apex.http1.fuzz;

import apex.http1.fake.FakeInput;
import apex.http1.fake.FakeLoop;
import apex.http1.fake.FakeWire;
import apex.http1.fake.Journal;
import apex.http1.fuzz.strict.Malformed;
import apex.http1.fuzz.strict.StrictBody;
import apex.http1.fuzz.strict.StrictHead;
import apex.http1.fuzz.strict.StrictRequest;
import apex.http1.fuzz.strict.StrictResponse;
import apex.http1.wire.RequestParser;
import apex.net.ClientSession;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.HeapChunk;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.listen.HeadLimits;
import apex.spi.listen.HttpPolicy;
import apex.spi.transport.Acquirer;
import apex.spi.transport.Leg;
import apex.spi.transport.Pace;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Plays pool and kernel towards a backend's connection, and compares what it hears with what a strict reader finds. */
final class PoolActor implements Acquirer, ClientSession.Home {
    private static final String[] REQUESTS = {
        "GET /x HTTP/1.1\r\nHost: h\r\n\r\n",
        "HEAD /x HTTP/1.1\r\nHost: h\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
    };

    private static final Pace PACE = new Pace(1_000, 0, 0, 1_000);

    boolean wantsMore;
    boolean abortsAtHead;
    boolean sendsAtOnce;

    private final FakeLoop loop;
    private final FakeWire wire;
    private final String text;
    private final Journal journal = new Journal();
    private final RequestHead request = new RequestHead();
    private final StringBuilder sent = new StringBuilder();
    private Leg<RequestHead> leg;
    private StrictBody body;
    private StrictResponse strict;
    private int kind;
    private int arrived;
    private int arrivedBefore;
    private int at;
    private int taken;
    private boolean idle = true;
    private boolean active;
    private boolean headSent;
    private boolean requestOver;
    private boolean inBody;
    private boolean paused;
    private boolean waiting;
    private boolean inputEnded;
    private boolean gone;

    PoolActor(FakeLoop loop, FakeWire wire, String text) {
        this.loop = loop;
        this.wire = wire;
        this.text = text;
    }

    String heard() {
        return journal.taken();
    }

    /** Begins an exchange if the connection is idle. */
    void begin(ClientSession session, int kindOfRequest) {
        if (!idle || gone) {
            return;
        }
        idle = false;
        kind = kindOfRequest;
        arrivedBefore = arrived;
        headSent = false;
        requestOver = false;
        sent.setLength(0);
        inBody = false;
        paused = false;
        waiting = false;
        strict = null;
        session.begin(this, at > 0);
        if (sendsAtOnce) {
            sendHead();
        }
    }

    void arrives(int count) {
        arrived += count;
    }

    void inputEnds() {
        inputEnded = true;
    }

    /** The kernel takes what it was not told yet, and gives up what it has not ended. */
    void settle() {
        act(4);
        loop.run();
        if (leg != null && !requestOver) {
            abort();
            loop.run();
        }
    }

    /** The connection is gone: nothing may be heard from now on. */
    void gone() {
        Claim.holds(gone, "the pool hears of the end of a connection");
        Claim.holds(!active, "the kernel hears of the end of an exchange that is under way");
        request.close();
    }

    /** Does one thing with the exchange. */
    void act(int action) {
        if (leg == null) {
            return;
        }
        switch (action) {
            case 1 -> send("abc");
            case 2 -> send("abcdef");
            case 3 -> {
                requestOver = true;
                leg.end(null);
            }
            case 4 -> resume();
            case 5 -> {
                paused = true;
                leg.pause();
            }
            case 6 -> abort();
            case 7 -> sendHead();
            default -> {}
        }
    }

    // What pool and kernel do.

    private void sendHead() {
        if (headSent || !active) {
            return;
        }
        request.close();
        RequestParser parser = new RequestParser(request);
        parser.begin(new HeadLimits(1_000, 8_000, 100, 8_000, 2_000), HttpPolicy.STRICT, false);
        Claim.holds(parser.feed(new FakeInput(REQUESTS[kind]), loop.arenas()), "the own request can be read");
        headSent = true;
        requestOver = kind < 2;
        arrivedBefore = arrived;
        leg.head(request, kind < 2);
    }

    private void send(String content) {
        if (headSent && !requestOver) {
            sent.append(content);
        }
        waiting |= !leg.data(new HeapChunk(content.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void abort() {
        active = false;
        inBody = false;
        leg.abort(Reason.CLIENT_ABORT);
        leg = null;
    }

    @Override
    public void acquired(Leg<RequestHead> ready, boolean reused) {
        leg = ready;
        active = true;
    }

    @Override
    public void idle(ClientSession session) {
        Claim.holds(!gone && !idle && !active && requestOver, "a connection is idle when both messages are over");
        Claim.same("bytes that arrived", at, arrived);
        Claim.holds(strict.keepsAlive() && !inputEnded, "a connection lives on by consent");
        judgeSent();
        idle = true;
        leg = null;
    }

    @Override
    public Pace pace() {
        return PACE;
    }

    @Override
    public void heldUp(ClientSession session, long graceMillis) {
        Claim.holds(active && inBody && !wantsMore, "a response is held up when its body is not wanted");
    }

    @Override
    public void flows(ClientSession session) {
        Claim.holds(!idle, "no response flows on an idle connection");
    }

    @Override
    public void gone(ClientSession session) {
        Claim.holds(!gone, "the pool hears of the end once");
        gone = true;
        journal.note("gone");
    }

    // What the kernel hears.

    @Override
    public void head(ResponseHead head, boolean last) {
        Claim.holds(active && headSent && !inBody, "a response comes to the request that asked");
        strict = response();
        Meaning.same(strict, head);
        journal.note(Journal.of(head) + (last ? " last" : ""));
        at = strict.head().end();
        if (strict.isInformational()) {
            return;
        }
        body = StrictBody.read(text, at, strict.length());
        Claim.same("whether nothing follows", strict.length() == 0, last);
        taken = 0;
        inBody = !last;
        active = !last;
        if (abortsAtHead) {
            abort();
        }
    }

    @Override
    public boolean data(Chunk chunk) {
        Claim.holds(active && inBody && !paused, "a body comes when it is wanted");
        journal.data(chunk);
        for (int i = 0; i < chunk.length(); i++) {
            Claim.holds(taken < body.content().length(), "a body ends where a strict reader ends");
            Claim.same("byte of a body", body.content().charAt(taken++), (char) (chunk.get(i) & 0xFF));
        }
        if (!wantsMore) {
            loop.execute(this::resume);
        }
        return wantsMore;
    }

    private void resume() {
        if (leg != null) {
            paused = false;
            leg.resume();
        }
    }

    @Override
    public void end(Fields trailers) {
        Claim.holds(active && inBody && !paused, "a body ends when it is wanted");
        boolean untilClose = strict.length() == StrictHead.UNTIL_CLOSE;
        Claim.holds(untilClose ? inputEnded : body.isComplete(), "a strict reader finds the body complete");
        Claim.same(
                "length of the body", untilClose ? arrived - at : body.content().length(), taken);
        Claim.same("trailers", body.trailers(), Meaning.list(trailers));
        journal.note("end" + Journal.fields(trailers));
        at = untilClose ? arrived : body.end();
        inBody = false;
        active = false;
    }

    @Override
    public void drained() {
        Claim.holds(waiting && leg != null, "room is told to those who wait for it");
        waiting = false;
    }

    @Override
    public void failed(Reason reason, boolean replayable) {
        Claim.holds(active, "the end is told once");
        Claim.holds(!replayable || !headSent || arrived == arrivedBefore, "what was answered is not sent again");
        journal.note("failed " + reason + (replayable ? " replayable" : ""));
        active = false;
        inBody = false;
        leg = null;
    }

    @Override
    public void unsent(Reason reason) {
        failed(reason, true);
    }

    @Override
    public Peer peer() {
        return new Peer(InetSocketAddress.createUnresolved("c", 1), InetSocketAddress.createUnresolved("a", 2), false);
    }

    private StrictResponse response() {
        try {
            return StrictResponse.read(text, at, kind == 1);
        } catch (Malformed e) {
            throw new AssertionError("a strict reader finds no response: " + e.getMessage(), e);
        }
    }

    /** What was sent is one request as a strict reader reads it, and nothing else. */
    private void judgeSent() {
        String all = wire.taken();
        StrictRequest found = StrictRequest.read(all, 0, false);
        Claim.holds(found != null, "a whole head is sent: " + all);
        StrictBody content = StrictBody.read(all, found.head().end(), found.length());
        Claim.same("end of the request sent", all.length(), content.end());
        Claim.same("body sent", sent.toString(), content.content());
        Meaning.same(found, request);
    }
}
