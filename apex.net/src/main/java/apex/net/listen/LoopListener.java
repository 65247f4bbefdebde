package apex.net.listen;

import apex.net.ServerProtocol;
import apex.net.ServerSession;
import apex.net.WireHandler;
import apex.net.loop.NetLoop;
import apex.net.wire.LoopWires;
import apex.net.wire.NettyWire;
import apex.net.wire.WireEnd;
import apex.net.wire.WireHome;
import apex.spi.exchange.Peer;
import apex.spi.thread.Cold;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.DomainSocketChannel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The connections of one listener on one loop. */
final class LoopListener {
    private static final VarHandle OPEN;
    private static final VarHandle ACCEPTED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            OPEN = lookup.findVarHandle(LoopListener.class, "open", int.class);
            ACCEPTED = lookup.findVarHandle(LoopListener.class, "accepted", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final NetLoop loop;
    private final LoopWires wires;
    private final ServerProtocol protocol;
    private Connection first;
    private boolean draining;

    /** Written by the loop alone, read by anybody. */
    @SuppressWarnings("unused") // by VarHandle
    private int open;

    /** Written by the loop alone, read by anybody. */
    private long accepted;

    LoopListener(NetLoop loop, LoopWires wires, ServerProtocol protocol) {
        this.loop = loop;
        this.wires = wires;
        this.protocol = protocol;
    }

    /** Takes over a connection that was accepted just now. On the accepting loop, which may be another. */
    void take(Channel channel) {
        if (!(channel instanceof DomainSocketChannel)) {
            channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        }
        NettyWire.install(wires, channel, WireEnd.CLIENT, new Connection());
        loop.events().register(channel).addListener(done -> {
            if (!done.isSuccess()) {
                channel.unsafe().closeForcibly();
            }
        });
    }

    int openConnections() {
        return (int) OPEN.getAcquire(this);
    }

    long acceptedConnections() {
        return (long) ACCEPTED.getOpaque(this);
    }

    /** See {@link apex.spi.transport.Binding#drain}. On the loop. */
    @Cold
    void drain() {
        draining = true;
        Connection connection = first;
        while (connection != null) {
            Connection following = connection.next;
            connection.session.drain();
            connection = following;
        }
    }

    private void count(int change) {
        OPEN.setRelease(this, (int) OPEN.get(this) + change);
    }

    private final class Connection implements WireHome {
        private ServerSession session;
        private Connection next;
        private Connection previous;

        @Override
        public WireHandler opened(NettyWire wire) {
            count(1);
            ACCEPTED.setOpaque(LoopListener.this, accepted + 1);
            session = protocol.attach(wire, new Peer(wire.remoteAddress(), wire.localAddress(), false));
            next = first;
            if (first != null) {
                first.previous = this;
            }
            first = this;
            if (draining) {
                session.drain();
            }
            return session;
        }

        @Override
        public void gone(NettyWire wire) {
            count(-1);
            if (previous != null) {
                previous.next = next;
            } else if (first == this) {
                first = next;
            }
            if (next != null) {
                next.previous = previous;
            }
            next = null;
            previous = null;
        }
    }
}
