package apex.http1.downstream;

import apex.http1.fake.Journal;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.HeapChunk;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.transport.ExchangeHandler;
import apex.spi.transport.Leg;
import apex.spi.transport.Pace;
import java.nio.charset.StandardCharsets;

/** Plays the kernel towards a client's connection. */
final class Kernel implements ExchangeHandler<RequestHead> {
    final Journal heard = new Journal();
    final ResponseHead response = new ResponseHead();
    Leg<ResponseHead> leg;
    RequestHead request;
    boolean resumesAtHead = true;
    boolean answersAtHead;
    boolean switchesAtHead;
    boolean answersWhenComplete;
    boolean answersFailures = true;
    boolean wantsMore = true;
    Pace pace;

    /** How often it was told that it may rest. */
    int rests;

    private final ArenaSlab arenas;

    Kernel(ArenaSlab arenas) {
        this.arenas = arenas;
    }

    /** Sends a response with this body at once. */
    void answer(int status, String body) {
        start(status, body.length(), body.isEmpty());
        if (!body.isEmpty()) {
            send(body);
            leg.end(null);
        }
    }

    /** Sends a head alone. */
    void start(int status, long length, boolean last) {
        response.close();
        response.arena().open(arenas);
        response.status(status);
        response.contentLength(length);
        leg.head(response, last);
        response.close();
    }

    /** Sends a piece of a body. */
    boolean send(String text) {
        return leg.data(new HeapChunk(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Override
    public void head(RequestHead head, boolean last) {
        request = head;
        heard.note((answersWhenComplete ? "head " : "") + Journal.of(head) + (last ? " last" : ""));
        if (switchesAtHead) {
            start(101, 0, false);
            leg.resume();
        } else if (answersAtHead) {
            answer(200, head.target().toString());
        } else if (!last && resumesAtHead) {
            leg.resume();
        } else if (last && answersWhenComplete) {
            answer(200, "ok");
        }
    }

    @Override
    public boolean data(Chunk chunk) {
        heard.data(chunk);
        return wantsMore;
    }

    @Override
    public void end(Fields trailers) {
        heard.note("end" + Journal.fields(trailers));
        if (answersWhenComplete) {
            answer(200, "ok");
        }
    }

    @Override
    public Pace pace() {
        return pace;
    }

    @Override
    public void rested() {
        rests++;
    }

    @Override
    public void drained() {
        heard.note("drained");
    }

    @Override
    public void failed(Reason reason, boolean replayable) {
        heard.note("failed " + reason + (replayable ? " answerable" : ""));
        if (replayable && answersFailures) {
            answer(reason.status(), reason.code());
        }
    }
}
