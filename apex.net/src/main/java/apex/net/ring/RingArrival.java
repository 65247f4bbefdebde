package apex.net.ring;

import apex.net.link.Arrival;
import apex.net.link.LinkOwner;
import java.io.IOException;
import java.net.SocketAddress;

/** A descriptor that was accepted. */
final class RingArrival implements Arrival {
    private final RingSocket socket;

    RingArrival(RingSocket socket) {
        this.socket = socket;
    }

    @Override
    public SocketAddress remoteAddress() {
        return socket.remoteAddress();
    }

    @Override
    public void open(LinkOwner owner, Runnable onFailure) {
        try {
            socket.noDelay();
        } catch (IOException gone) {
            close();
            owner.loop().execute(onFailure);
            return;
        }
        new RingLink(owner, socket).begin();
    }

    @Override
    public void close() {
        socket.close();
    }
}
