package apex.http1.upstream;

import apex.http1.fake.Journal;
import apex.net.ClientSession;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.transport.Acquirer;
import apex.spi.transport.Leg;
import apex.spi.transport.Pace;
import java.net.InetSocketAddress;

/** Plays the kernel and the pool towards a backend's connection. */
final class Backend implements Acquirer, ClientSession.Home {
    final Journal heard = new Journal();
    Leg<RequestHead> leg;
    ResponseHead response;
    boolean wantsMore = true;
    Pace pace;
    boolean pausesAtHead;
    Reason abortsAtHead;

    @Override
    public void acquired(Leg<RequestHead> ready, boolean reused) {
        leg = ready;
        heard.note("acquired" + (reused ? " reused" : ""));
    }

    @Override
    public void head(ResponseHead head, boolean last) {
        response = head;
        heard.note(Journal.of(head) + (last ? " last" : ""));
        if (pausesAtHead) {
            leg.pause();
        }
        if (abortsAtHead != null) {
            leg.abort(abortsAtHead);
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
    }

    @Override
    public void drained() {
        heard.note("drained");
    }

    @Override
    public void unsent(Reason reason) {
        heard.note("unsent " + reason);
    }

    @Override
    public Peer peer() {
        return new Peer(
                InetSocketAddress.createUnresolved("client", 1), InetSocketAddress.createUnresolved("apex", 2), false);
    }

    @Override
    public Pace pace() {
        return pace;
    }

    @Override
    public void heldUp(ClientSession session, long graceMillis) {
        heard.note("held up " + graceMillis);
    }

    @Override
    public void flows(ClientSession session) {
        if (pace != null) {
            heard.note("flows");
        }
    }

    @Override
    public void failed(Reason reason, boolean replayable) {
        heard.note("failed " + reason + (replayable ? " replayable" : ""));
    }

    @Override
    public void idle(ClientSession session) {
        heard.note("idle");
    }

    @Override
    public void gone(ClientSession session) {
        heard.note("gone");
    }
}
