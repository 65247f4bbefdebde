package apex.net.direct;

import apex.net.link.Arrival;
import apex.net.link.LinkOwner;
import java.io.IOException;
import java.net.SocketAddress;

/** A descriptor that was accepted. */
final class DirectArrival implements Arrival {
    private final DirectSocket socket;

    DirectArrival(DirectSocket socket) {
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
        new DirectLink(owner, socket).begin();
    }

    @Override
    public void close() {
        socket.close();
    }
}
