package apex.net.listen;

import apex.net.Input;
import apex.net.ServerSession;
import apex.net.Wire;
import apex.net.proxy.ProxyPreamble;
import apex.spi.exchange.Reason;
import apex.spi.thread.Deadline;

/**
 * The beginning of a connection from a proxy that tells its client: reads the header of the PROXY protocol, then makes way for the
 * session of the protocol, which gets the bytes behind it. A connection that ends before its first byte is a proxy that looks
 * whether somebody listens.
 */
final class ProxiedClient implements ServerSession {
    private final LoopListener listener;
    private final ClientConnection connection;
    private final Wire wire;
    private final ProxyPreamble preamble = new ProxyPreamble();
    private boolean over;
    private final Deadline deadline = new Deadline() {
        @Override
        protected void expired() {
            refuse();
        }
    };

    ProxiedClient(LoopListener listener, ClientConnection connection, Wire wire) {
        this.listener = listener;
        this.connection = connection;
        this.wire = wire;
        wire.loop().arm(deadline, listener.admission().headerMillis());
    }

    @Override
    public void read(Input input) {
        if (over) {
            input.skip(input.remaining());
        } else if (preamble.feed(input)) {
            if (preamble.isBad()) {
                input.skip(input.remaining());
                refuse();
            } else {
                end();
                listener.told(connection, wire, preamble.ends());
            }
        }
    }

    @Override
    public void drained() {}

    @Override
    public void inputEnded() {
        if (preamble.isEmpty()) {
            drain();
        } else {
            refuse();
        }
    }

    @Override
    public void closed(Reason reason) {
        if (!over && !preamble.isEmpty()) {
            refuse();
        }
        end();
    }

    @Override
    public void drain() {
        end();
        wire.close();
    }

    private void refuse() {
        if (!over) {
            end();
            listener.refuseHeader(wire.remoteAddress());
            wire.close();
        }
    }

    private void end() {
        over = true;
        wire.loop().disarm(deadline);
    }
}
