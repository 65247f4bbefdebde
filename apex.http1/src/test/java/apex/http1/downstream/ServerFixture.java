package apex.http1.downstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.http1.Http1Protocol;
import apex.http1.fake.FakeLoop;
import apex.http1.fake.FakeWire;
import apex.net.ServerSession;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.listen.ListenerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A client's connection in memory, with a kernel behind it. */
abstract class ServerFixture {
    static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    static final int HEAD_MILLIS = 1_000;
    static final int IDLE_MILLIS = 60_000;

    final FakeLoop loop = new FakeLoop();
    final FakeWire wire = new FakeWire(loop);
    final Kernel kernel = new Kernel(loop.arenas());
    ServerSession session;

    @BeforeEach
    void attach() {
        Peer peer = new Peer(wire.remoteAddress(), wire.localAddress(), false);
        session = new Http1Protocol()
                .server(spec(), (on, leg, from) -> {
                    kernel.leg = leg;
                    return kernel;
                })
                .attach(wire, peer);
        wire.handler(session);
    }

    ListenerSpec spec() {
        return Listeners.with(HEAD_MILLIS, IDLE_MILLIS, 8_000, 2_000);
    }

    @AfterEach
    void nothingIsLentWhenTheConnectionIsGone() {
        wire.reset(Reason.CLIENT_ABORT);
        loop.run();
        assertEquals(0, loop.arenas().lentBytes());
    }

    /** What was sent: status, fields but for Date, and body, with {@code ;} for each CRLF. */
    String sent() {
        return sent(-1);
    }

    String sent(int index) {
        String all = wire.taken();
        int from = "HTTP/1.1 ".length();
        int next = index < 0 ? -1 : all.indexOf("HTTP/1.1 ", from);
        String one = next < 0 ? all.substring(from) : all.substring(from, next);
        int bodyAt = one.indexOf("\r\n\r\n") + 4;
        String head =
                one.substring(0, bodyAt - 2).replaceAll("Date: [^\r]*\r\n", "").replace("\r\n", "; ");
        return head + "; " + one.substring(bodyAt).replace("\r\n", ";");
    }
}
