package apex.http1.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.http1.Http1Protocol;
import apex.http1.fake.FakeLoop;
import apex.http1.fake.FakeWire;
import apex.net.ClientSession;
import apex.spi.exchange.HeapChunk;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.lb.Endpoint;
import apex.spi.settings.Place;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.ProxyHeader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A backend's connection in memory, with kernel and pool behind it. */
abstract class ClientFixture {
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";

    final FakeLoop loop = new FakeLoop();
    final FakeWire wire = new FakeWire(loop);
    final Backend backend = new Backend();
    final RequestHead request = new RequestHead();
    ClientSession session;

    @BeforeEach
    void attach() {
        EndpointSpec spec = new EndpointSpec(
                new Endpoint("u", "http://h:1", 1), Place.DEFAULT, 1, 1, 1_000, 1_000, 30_000, ProxyHeader.NONE);
        session = new Http1Protocol().client(spec).attach(wire, backend);
        wire.handler(session);
    }

    @AfterEach
    void nothingIsLentWhenTheConnectionIsGone() {
        request.close();
        wire.reset(Reason.BACKEND_RESET);
        loop.run();
        assertEquals(0, loop.arenas().lentBytes());
    }

    void get(boolean reused) {
        send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n", reused);
    }

    void send(String head, boolean reused) {
        session.begin(backend, reused);
        Requests.parse(head, request, loop.arenas());
        backend.leg.head(request, true);
    }

    void start(String head) {
        session.begin(backend, false);
        Requests.parse(head, request, loop.arenas());
        backend.leg.head(request, false);
    }

    boolean data(String text) {
        return backend.leg.data(new HeapChunk(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
