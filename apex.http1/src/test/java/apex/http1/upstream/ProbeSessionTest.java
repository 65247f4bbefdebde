package apex.http1.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import apex.http1.Http1Protocol;
import apex.http1.fake.FakeLoop;
import apex.http1.fake.FakeWire;
import apex.spi.exchange.Reason;
import apex.spi.lb.Endpoint;
import apex.spi.settings.Place;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.Probe;
import apex.spi.transport.ProxyHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeSessionTest {
    private final FakeLoop loop = new FakeLoop();
    private final FakeWire wire = new FakeWire(loop);
    private final StringBuilder results = new StringBuilder();

    @AfterEach
    void connectionIsClosedAndNothingLent() {
        assertFalse(wire.isOpen());
        assertEquals(0, loop.arenas().lentBytes());
    }

    @ParameterizedTest
    @CsvSource({
        "http://app:8080, app:8080",
        "http://app, app",
        "http://[::1]:80/, [::1]:80",
        "unix:/run/app.sock, localhost"
    })
    void asksForThePathAndTellsTheStatus(String url, String host) {
        ask(url);
        assertEquals(
                "GET /health HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: apex\r\nConnection: close\r\n\r\n",
                wire.taken());
        wire.receive("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 No\r\nContent-");
        wire.receive("Length: 3\r\n\r\nabc");
        assertEquals("503 ", results.toString());
    }

    @Test
    void answerThatComesTooLateIsNone() {
        ask("http://app");
        loop.pass(900);
        assertEquals("", results.toString());
        loop.pass(200);
        assertEquals("0 no answer within 1000 ms", results.toString());
    }

    @Test
    void malformedAnswerIsNone() {
        ask("http://app");
        wire.receive("SSH-2.0-x\r\n");
        assertEquals("0 malformed answer", results.toString());
    }

    @Test
    void connectionThatClosesIsNoAnswer() {
        ask("http://app");
        wire.finishInput();
        assertEquals("0 connection closed without an answer", results.toString());
    }

    @Test
    void connectionThatBreaksSaysWhy() {
        ask("http://app");
        wire.reset(Reason.BACKEND_RESET);
        assertEquals("0 The backend reset the connection.", results.toString());
    }

    private void ask(String url) {
        EndpointSpec spec = new EndpointSpec(
                new Endpoint("u", url, 1), Place.DEFAULT, 1, 1, 1_000, 1_000, 30_000, ProxyHeader.NONE);
        Probe probe = new Probe() {
            @Override
            public String path() {
                return "/health";
            }

            @Override
            public long timeoutMillis() {
                return 1_000;
            }

            @Override
            public void done(int status, String detail) {
                results.append(status).append(' ').append(detail);
            }
        };
        wire.handler(new Http1Protocol().client(spec).probe(wire, probe));
    }
}
