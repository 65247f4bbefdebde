package apex.http1.downstream;

import apex.http1.tunnel.Tunnel;
import apex.net.Wire;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Side;
import apex.spi.transport.ExchangeHandler;
import apex.spi.transport.Leg;

/** The kernel's hand on a client connection: takes the response, and steers the request. */
final class ServerLeg implements Leg<ResponseHead> {
    private static final int CONTINUE = 100;

    private final ServerConnection connection;
    private final Wire wire;
    private final ResponseOutput output;
    private final ClientClock clock;

    /** Null until a protocol is switched to. */
    private Tunnel tunnel;

    private ExchangeHandler<RequestHead> handler;
    private boolean continued;
    private boolean broken;

    ServerLeg(ServerConnection connection, Wire wire, ResponseOutput output, ClientClock clock) {
        this.connection = connection;
        this.wire = wire;
        this.output = output;
        this.clock = clock;
    }

    void open(ExchangeHandler<RequestHead> exchanges) {
        handler = exchanges;
    }

    /** Whether the kernel has broken its word about the response, and will hear of it when the connection is gone. */
    boolean isBroken() {
        return broken;
    }

    @Override
    public void head(ResponseHead head, boolean last) {
        if (!connection.isOpen() || !output.isHeadDue()) {
            return;
        }
        if (head.isInformational()) {
            continued |= head.status() == CONTINUE;
            output.informational(head);
            return;
        }
        if (head.isSwitch()) {
            switchTo(head);
            return;
        }
        boolean livesOn = connection.canLiveOn(continued) && !clock.isLast() && !head.isClosing();
        continued = false;
        connection.answered(output.head(head, last, livesOn));
    }

    @Override
    public boolean data(Chunk chunk) {
        if (!connection.isOpen() || !output.isInBody()) {
            return tunnel == null || tunnel.data(chunk);
        }
        if (!output.data(chunk)) {
            breakOff();
            return true;
        }
        return clock.hasRoom();
    }

    @Override
    public void end(Fields trailers) {
        if (tunnel != null) {
            tunnel.end();
        } else if (connection.isOpen() && output.isInBody() && !broken) {
            if (output.end(trailers)) {
                connection.afterOutput();
            } else {
                connection.abort();
            }
        }
    }

    @Override
    public void pause() {
        if (tunnel != null) {
            tunnel.pause();
        } else {
            connection.pause();
        }
    }

    @Override
    public void resume() {
        if (tunnel != null) {
            tunnel.resume();
        } else {
            connection.resume();
        }
    }

    @Override
    public void abort(Reason reason) {
        if (tunnel != null) {
            tunnel.abort();
        } else {
            connection.abort();
        }
    }

    private void switchTo(ResponseHead head) {
        RequestHead request = connection.switchOver();
        if (request == null) {
            breakOff();
            return;
        }
        output.switching(head, request.upgrade());
        tunnel = new Tunnel(wire, handler, Side.CLIENT, () -> connection.closed(null));
        tunnel.begin(true, connection.isInputEnded());
    }

    private void breakOff() {
        broken = true;
        wire.close();
    }
}
