package apex.http1.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.exchange.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientFailureTest extends ClientFixture {
    @ParameterizedTest
    @CsvSource({
        "'', backend_closed replayable",
        "'HTTP', backend_closed",
        "'HTTP/1.1 100 Continue;;', backend_closed",
        "'HTTP/1.1 200 OK;Content-Length: 3;;ab', backend_closed",
        "'HTTP/1.1 200 OK;Transfer-Encoding: chunked;;3;abc;', backend_closed",
        "'HTTP/1.1 200 OK;Transfer-Encoding: chunked;;3;abc;0;', backend_closed"
    })
    void responseThatEndsTooEarlyFails(String part, String failure) {
        get(false);
        wire.receive(part.replace(";", "\r\n"));
        wire.finishInput();
        assertTrue(backend.heard.taken().endsWith("failed " + failure + "\ngone\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', BACKEND_RESET, backend_reset replayable",
        "'', BACKEND_CLOSED, backend_closed replayable",
        "'', CLIENT_ABORT, backend_reset replayable",
        "'HTTP', BACKEND_RESET, backend_reset",
        "'HTTP/1.1 200 OK;Content-Length: 3;;ab', BACKEND_RESET, backend_reset"
    })
    void connectionThatBreaksFails(String part, String reason, String failure) {
        get(false);
        wire.receive(part.replace(";", "\r\n"));
        wire.reset(
                switch (reason) {
                    case "BACKEND_RESET" -> Reason.BACKEND_RESET;
                    case "BACKEND_CLOSED" -> Reason.BACKEND_CLOSED;
                    default -> Reason.CLIENT_ABORT;
                });
        assertTrue(backend.heard.taken().endsWith("failed " + failure + "\ngone\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK;Content-Length: 3;Content-Length: 3;;abc', bad_response",
        "'HTTP/1.1 101 Switching Protocols;Upgrade: x;;', bad_response",
        "'HTTP/1.1 200 OK;Transfer-Encoding: chunked;;x', bad_response",
        "'HTTP/1.1 200 OK;Transfer-Encoding: chunked;;0;Host: x;;', bad_response"
    })
    void badResponseFailsForGood(String response, String failure) {
        get(false);
        wire.receive(response.replace(";", "\r\n"));
        assertTrue(backend.heard.taken().endsWith("failed " + failure + "\ngone\n"));
        assertFalse(wire.isOpen());
    }

    @Test
    void headThatIsTooLargeFails() {
        get(false);
        wire.receive("HTTP/1.1 200 OK\r\nX: " + "y".repeat(30_000));
        assertEquals("acquired\nfailed response_head_too_large\ngone\n", backend.heard.taken());
    }

    @Test
    void responseBeforeTheRequestMeansThatTheConnectionWasStale() {
        session.begin(backend, true);
        wire.receive("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        assertEquals("acquired reused\nunsent backend_closed\ngone\n", backend.heard.taken());
        assertEquals("", wire.taken());
    }

    @Test
    void idleConnectionThatSpeaksIsNeverLentAgain() {
        get(false);
        wire.receive(OK);
        backend.heard.taken();
        wire.receive("H");
        assertEquals("gone\n", backend.heard.taken());
        assertFalse(wire.isOpen());
    }

    @Test
    void idleConnectionThatTheBackendClosesIsGoneAtOnce() {
        get(false);
        wire.receive(OK);
        backend.heard.taken();
        wire.finishInput();
        assertEquals("gone\n", backend.heard.taken());
        assertFalse(wire.isOpen());
    }

    @Test
    void abortEndsTheConnectionAndTheKernelHearsNothingMore() {
        get(false);
        backend.heard.taken();
        backend.leg.abort(Reason.RESPONSE_TIMEOUT);
        wire.receive(OK);
        loop.run();
        assertEquals("gone\n", backend.heard.taken());
    }

    @Test
    void abortInTheMidstOfADeliveryStopsIt() {
        backend.abortsAtHead = Reason.CLIENT_ABORT;
        get(false);
        wire.receive(OK);
        assertEquals("acquired\n200 11 3\ngone\n", backend.heard.taken());
    }
}
