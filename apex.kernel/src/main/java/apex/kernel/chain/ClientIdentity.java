package apex.kernel.chain;

import apex.spi.exchange.Peer;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.Text;

/** Who the client of a connection is: its peer, or whom a trusted peer speaks for. */
final class ClientIdentity {
    private final Peer peer;
    private final Text view = new Text();
    private boolean trusted;

    /** Whose judgement {@link #trusted} is: it holds for the connection until a generation judges otherwise. */
    private TrustedProxies judge;

    ClientIdentity(Peer peer) {
        this.peer = peer;
    }

    void judgedBy(TrustedProxies present, IpParser parser) {
        if (judge != present) {
            judge = present;
            trusted = present.trusts(peer, parser);
        }
    }

    Peer peer() {
        return peer;
    }

    boolean isPeerTrusted() {
        return trusted;
    }

    /** The address of the real client; valid until the next call. */
    Text address(RequestHead request, IpParser parser) {
        return trusted ? judge.client(request.fields(), peer, view, parser) : peer.address();
    }
}
