package apex.kernel.chain;

import apex.kernel.forwarded.ForwardedPolicy;
import apex.kernel.forwarded.ForwardedScratch;
import apex.spi.exchange.Peer;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.Text;

/** Who the client of a connection is: its peer, or whom a trusted peer speaks for. */
final class ClientIdentity {
    private final Peer peer;
    private final Text view = new Text();
    private boolean trusted;

    /** Whose judgement {@link #trusted} is: it holds for the connection until a generation judges otherwise. */
    private ForwardedPolicy judge;

    ClientIdentity(Peer peer) {
        this.peer = peer;
    }

    void judgedBy(ForwardedPolicy present, ForwardedScratch scratch) {
        if (judge != present) {
            judge = present;
            trusted = present.trusts(peer, scratch);
        }
    }

    /** What the present generation makes of clients. */
    ForwardedPolicy judge() {
        return judge;
    }

    Peer peer() {
        return peer;
    }

    boolean isPeerTrusted() {
        return trusted;
    }

    /** The address of the real client; valid until the next call. */
    Text address(RequestHead request, ForwardedScratch scratch) {
        return trusted ? judge.client(request.fields(), peer, view, scratch) : peer.address();
    }
}
