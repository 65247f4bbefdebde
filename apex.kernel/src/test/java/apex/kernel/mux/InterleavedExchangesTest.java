package apex.kernel.mux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.exchange.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterleavedExchangesTest {
    private final MuxBackend backend = new MuxBackend();
    private final MuxGateway gateway = MuxGateway.of(backend);
    private final MuxClient client = gateway.connect();

    @Test
    void eachOfThreeInterleavedExchangesGetsItsOwnBytes() {
        MuxClient.Stream one = client.open("POST", "/app/1", false);
        MuxClient.Stream two = client.open("POST", "/app/2", false);
        MuxClient.Stream three = client.open("GET", "/app/3?x=1", true);
        one.send("a1 ");
        two.send("b1 ");
        gateway.loop().turn();
        one.send("a2").finish();
        two.send("b2");
        gateway.loop().turn();
        backend.stream(2).respond(200, false).send("three");
        backend.stream(1).respond(201, false).send("two ");
        backend.stream(0).respond(202, false).send("one");
        two.finish();
        backend.stream(1).send("more").finish("X-Sum", "7");
        backend.stream(2).finish();
        backend.stream(0).finish();
        assertEquals(
                "POST /app/1 a1 a2",
                backend.stream(0).target() + " " + backend.stream(0).body());
        assertEquals(
                "POST /app/2 b1 b2",
                backend.stream(1).target() + " " + backend.stream(1).body());
        assertEquals(
                "GET /app/3?x=1 ",
                backend.stream(2).target() + " " + backend.stream(2).body());
        assertEquals("202 one", one.status() + " " + one.body());
        assertEquals("201 two more", two.status() + " " + two.body());
        assertEquals("200 three", three.status() + " " + three.body());
        assertEquals("X-Sum: 7\n", two.trailers());
        assertNull(one.trailers());
        assertEquals(0, gateway.dispatcher().openExchanges());
        assertEquals(0, gateway.loop().arenas().lentBytes());
    }

    @Test
    void resetOfOneExchangeLeavesTheOthersAlone() {
        MuxClient.Stream one = client.open("GET", "/app/1", true);
        MuxClient.Stream two = client.open("GET", "/app/2", true);
        backend.stream(0).respond(200, false).send("half");
        backend.stream(1).respond(200, false).send("half");
        one.reset();
        assertEquals(Reason.CLIENT_ABORT, backend.stream(0).aborted());
        backend.stream(1).send(" whole").finish();
        assertTrue(two.isEnded());
        assertEquals("half whole", two.body());
        assertFalse(one.isEnded());
        assertEquals(0, gateway.dispatcher().openExchanges());
    }

    @Test
    void slowClientStopsItsOwnBackendStreamOnly() {
        MuxClient.Stream slow = client.open("GET", "/app/slow", true);
        MuxClient.Stream quick = client.open("GET", "/app/quick", true);
        slow.fill();
        backend.stream(0).respond(200, false).send("1").send("2").send("3").finish();
        backend.stream(1).respond(200, false).send("1").send("2").finish();
        assertEquals("1", slow.body());
        assertTrue(backend.stream(0).isPaused());
        assertTrue(quick.isEnded());
        slow.drain();
        assertEquals("123", slow.body());
        assertTrue(slow.isEnded());
    }

    @Test
    void slowBackendStopsItsOwnClientStreamOnly() {
        MuxClient.Stream upload = client.open("POST", "/app/up", false);
        MuxClient.Stream other = client.open("POST", "/app/other", false);
        gateway.loop().turn();
        backend.stream(0).fill();
        upload.send("1").send("2");
        other.send("1").send("2");
        assertEquals("1", backend.stream(0).body());
        assertEquals("12", backend.stream(1).body());
        assertTrue(upload.isPaused());
        backend.stream(0).drain();
        gateway.loop().turn();
        assertEquals("12", backend.stream(0).body());
    }

    @Test
    void nothingOfABodyIsReadBeforeTheBackendTakesTheRequest() {
        MuxBackend slow = new MuxBackend().slow();
        MuxGateway gate = MuxGateway.of(slow);
        MuxClient.Stream upload = gate.connect().open("POST", "/app", false).send("body");
        gate.loop().turn();
        assertTrue(upload.isPaused());
        slow.admit();
        gate.loop().turn();
        assertEquals("body", slow.stream(0).body());
    }

    @Test
    void informationalHeadsPassAndDoNotCountAsFinal() {
        MuxClient.Stream stream = client.open("GET", "/app", true);
        backend.stream(0).respond(103, false, "Link", "</a.css>").respond(200, true);
        assertEquals(List.of(103), stream.informational());
        assertEquals(200, stream.status());
    }

    @Test
    void earlyResponseEndsTheUploadThatItMakesPointless() {
        MuxClient.Stream upload = client.open("POST", "/app", false).send("half");
        gateway.loop().turn();
        backend.stream(0).respond(401, true);
        assertEquals(401, upload.status());
        assertTrue(upload.isEnded());
        assertEquals(Reason.CLIENT_ABORT, backend.stream(0).aborted());
        assertEquals(0, gateway.dispatcher().openExchanges());
    }

    @Test
    void requestWithoutRouteIsAnswered404WithItsReason() {
        MuxClient.Stream stream = client.open("GET", "/apple", true);
        assertEquals(404, stream.status());
        assertTrue(stream.body().contains("\"reason\": \"no_route\""), stream.body());
        assertEquals(0, backend.streams());
    }

    @Test
    void answerToHeadHasNoBody() {
        MuxClient.Stream stream = client.open("HEAD", "/nowhere", true);
        assertEquals(404, stream.status());
        assertEquals("", stream.body());
        assertTrue(stream.isEnded());
        assertEquals(0, gateway.loop().arenas().lentBytes());
    }
}
