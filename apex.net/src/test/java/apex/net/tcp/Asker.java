package apex.net.tcp;

import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.transport.Leg;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Waits for an answer on one loop; sends one byte as its request if it is to. */
final class Asker implements TestProtocol.Caller {
    static final Peer SOMEBODY = new Peer(
            InetSocketAddress.createUnresolved("client", 1), InetSocketAddress.createUnresolved("apex", 2), false);

    final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    volatile TestProtocol.Call call;

    private final Peer peer;
    private final boolean sends;

    Asker() {
        this(SOMEBODY, false);
    }

    Asker(Peer peer, boolean sends) {
        this.peer = peer;
        this.sends = sends;
    }

    String answer() throws InterruptedException {
        String answer = answers.poll(5, TimeUnit.SECONDS);
        return answer == null ? "nothing within 5 s" : answer;
    }

    @Override
    public void has(TestProtocol.Call given, boolean reused) {
        call = given;
        if (sends) {
            given.wire().write(new byte[] {'Q'}, 0, 1);
        }
        answers.add(reused ? "reused" : "new");
    }

    @Override
    public void unsent(Reason reason) {
        failed(reason, true);
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public void failed(Reason reason, boolean replayable) {
        answers.add(reason + (replayable ? "" : " for good"));
    }

    @Override
    public void acquired(Leg<RequestHead> leg, boolean reused) {
        throw new AssertionError("not used by the protocol of these tests");
    }

    @Override
    public void drained() {}

    @Override
    public void head(ResponseHead head, boolean last) {}

    @Override
    public boolean data(Chunk chunk) {
        return true;
    }

    @Override
    public void end(Fields trailers) {}
}
