package apex.http1.fuzz;

import apex.http1.fake.FakeLoop;
import apex.http1.fake.Journal;
import apex.http1.fuzz.strict.Malformed;
import apex.http1.fuzz.strict.StrictBody;
import apex.http1.fuzz.strict.StrictHead;
import apex.http1.fuzz.strict.StrictRequest;
import apex.http1.fuzz.strict.StrictResponse;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Head;
import apex.spi.exchange.HeapChunk;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Text;
import apex.spi.transport.ExchangeHandler;
import apex.spi.transport.Leg;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Plays the kernel towards a client's connection, and compares what it hears with what a strict reader finds in the same bytes. */
final class KernelActor implements ExchangeHandler<RequestHead> {
    private static final String NUMBER = "X-Number";

    boolean resumesAtHead;
    boolean answersWhenComplete;
    boolean answersFailures;
    boolean answersAtHead;
    boolean wantsMore;
    Leg<ResponseHead> leg;

    private final FakeLoop loop;
    private final String text;
    private final boolean secure;
    private final Journal journal = new Journal();
    private final ResponseHead response = new ResponseHead();
    private final List<Boolean> toHead = new ArrayList<>();
    private StrictBody body;
    private int at;
    private int taken;
    private boolean inBody;
    private boolean responding;
    private boolean started;
    private boolean paused;
    private boolean waiting;
    private boolean refused;
    private boolean over;

    KernelActor(FakeLoop loop, String text, boolean secure) {
        this.loop = loop;
        this.text = text;
        this.secure = secure;
    }

    String heard() {
        return journal.taken();
    }

    /** The connection is gone: nothing may be heard from now on. */
    void gone() {
        Claim.holds(over || !responding, "the kernel hears of the end of an exchange that is under way");
        over = true;
    }

    /** Does one thing with the exchange. */
    void act(int action) {
        switch (action) {
            case 1 -> answer(200, "ok");
            case 2 -> start(200, 5, false);
            case 3 -> start(200, Head.UNKNOWN_LENGTH, false);
            case 4 -> send("abc");
            case 5 -> end(true);
            case 6 -> resume();
            case 7 -> {
                paused = true;
                leg.pause();
            }
            case 15 -> {
                over |= responding || inBody;
                leg.abort(Reason.INTERNAL_ERROR);
            }
            default -> {}
        }
    }

    // What the kernel does.

    private void resume() {
        paused = false;
        leg.resume();
    }

    private void answer(int status, String content) {
        if (start(status, content.length(), false)) {
            send(content);
            end(false);
        }
    }

    private boolean start(int status, long length, boolean last) {
        if (!responding || started) {
            return false;
        }
        started = true;
        response.close();
        response.arena().open(loop.arenas());
        if (length == Head.UNKNOWN_LENGTH && toHead.size() % 2 == 0) {
            response.status(103);
            leg.head(response, false);
        }
        response.status(status);
        response.contentLength(length);
        response.fields().add(Text.of(NUMBER), Text.of(String.valueOf(toHead.size())));
        leg.head(response, last);
        response.close();
        return true;
    }

    private void send(String content) {
        if (!started || !responding) {
            return;
        }
        waiting |= !leg.data(new HeapChunk(content.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void end(boolean trailers) {
        if (!started || !responding) {
            return;
        }
        response.arena().open(loop.arenas());
        response.fields().add(FieldName.ETAG, Text.of("t"));
        responding = false;
        leg.end(trailers ? response.fields() : null);
        response.close();
    }

    // What the kernel hears.

    @Override
    public void head(RequestHead head, boolean last) {
        Claim.holds(!over && !refused && !responding, "a request comes when the response before it is over");
        StrictRequest strict = request();
        Meaning.same(strict, head);
        journal.note(Journal.of(head) + (last ? " last" : ""));
        body = StrictBody.read(text, strict.head().end(), strict.length());
        Claim.same("whether nothing follows", strict.length() == 0, last);
        at = body.end();
        taken = 0;
        inBody = !last;
        responding = true;
        started = false;
        paused = !last;
        toHead.add(strict.method().equals("HEAD"));
        if (answersAtHead) {
            answer(200, "early");
        } else if (!last && resumesAtHead) {
            resume();
        } else if (last && answersWhenComplete) {
            answer(200, "ok");
        }
    }

    @Override
    public boolean data(Chunk chunk) {
        Claim.holds(!over && !refused && inBody && !paused, "a body comes when it is wanted");
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

    @Override
    public void end(Fields trailers) {
        Claim.holds(!over && !refused && inBody && !paused, "a body ends when it is wanted");
        Claim.holds(body.isComplete(), "a strict reader finds the body complete");
        Claim.same("length of the body", body.content().length(), taken);
        // A listener drops names with underscores unless it is told otherwise.
        Claim.same(
                "trailers",
                body.trailers().stream()
                        .filter(field -> field.name().indexOf('_') < 0)
                        .toList(),
                Meaning.list(trailers));
        journal.note("end" + Journal.fields(trailers));
        inBody = false;
        if (answersWhenComplete) {
            answer(200, "ok");
        }
    }

    @Override
    public void drained() {
        Claim.holds(!over && waiting, "room is told to those who wait for it");
        waiting = false;
    }

    @Override
    public void failed(Reason reason, boolean replayable) {
        Claim.holds(!over && !(refused && replayable), "the end is told once");
        journal.note("failed " + reason + (replayable ? " answerable" : ""));
        over = !replayable;
        inBody = false;
        if (replayable) {
            if (!responding) {
                toHead.add(null);
                started = false;
            }
            responding = true;
            refused = true;
            if (answersFailures) {
                answer(reason.status(), reason.code());
            }
        } else {
            responding = false;
        }
    }

    private StrictRequest request() {
        Claim.holds(at >= 0, "no request comes behind a body that does not end");
        try {
            return StrictRequest.read(text, at, secure);
        } catch (Malformed e) {
            throw new AssertionError("a strict reader finds no request: " + e.getMessage(), e);
        }
    }

    // What the client hears.

    /** Judges all that was sent: one final response for each request, in order, of which the last may be cut short. */
    void judge(String sent) {
        int from = 0;
        for (int i = 0; from < sent.length(); i++) {
            Claim.holds(i < toHead.size(), "no more responses than requests: " + sent);
            from = response(sent, from, i);
            Claim.holds(from >= 0 || over, "only the last response can be cut short: " + sent);
            if (from < 0) {
                return;
            }
        }
    }

    /** Where the response ends, or -1 if the text ends before. */
    private int response(String sent, int from, int index) {
        // Of a request that was refused early even the method can be unknown.
        boolean without = Boolean.TRUE.equals(toHead.get(index));
        StrictResponse strict = StrictResponse.read(sent, from, without);
        Claim.holds(strict != null, "heads are sent whole: " + sent);
        if (strict.isInformational()) {
            return response(sent, strict.head().end(), index);
        }
        Claim.same(
                "number of the response",
                List.of(String.valueOf(index + 1)),
                strict.head().values(NUMBER));
        if (toHead.get(index) == null) {
            return sent.length();
        }
        if (strict.length() == StrictHead.UNTIL_CLOSE) {
            return sent.length();
        }
        return StrictBody.read(sent, strict.head().end(), strict.length()).end();
    }
}
