package apex.http1.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.http1.fake.FakeInput;
import apex.http1.fake.FakeLoop;
import apex.http1.fake.FakeWire;
import apex.http1.fake.Journal;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Text;
import apex.spi.listen.HttpPolicy;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeadWriterTest {
    private final FakeLoop loop = new FakeLoop();
    private final FakeWire wire = new FakeWire(loop);
    private final HeadWriter writer = new HeadWriter();
    private final RequestHead request = new RequestHead();
    private final ResponseHead response = new ResponseHead();

    @Test
    void untouchedFieldsGoOnInOrderAndCaseByteForByte() {
        parse("GET /p?q HTTP/1.1\r\nx-B: 1\r\nHOST: h:81\r\nACCEPT:*/*\r\nX-a: \u00e9, 2\r\n\r\n");
        writer.request(wire, request, BodyFraming.NONE);
        assertEquals("GET /p?q HTTP/1.1\r\nHost: h:81\r\nx-B: 1\r\nACCEPT:*/*\r\nX-a: \u00e9, 2\r\n\r\n", wire.taken());
    }

    @Test
    void unusualWhiteSpaceIsMadeUsual() {
        parse("GET / HTTP/1.1\r\nHost: h\r\nA:\tb\r\nC:  d\r\nE: f \t\r\nG:\r\n\r\n");
        writer.request(wire, request, BodyFraming.NONE);
        assertEquals("GET / HTTP/1.1\r\nHost: h\r\nA: b\r\nC: d\r\nE: f\r\nG:\r\n\r\n", wire.taken());
    }

    @Test
    void removedAndAddedFieldsAndARewrittenPathAreSent() {
        parse("GET /api/x?q HTTP/1.1\r\nHost: h\r\nA: 1\r\nCookie: c\r\nB: 2\r\n\r\n");
        request.fields().remove(FieldName.COOKIE);
        request.fields().add(FieldName.VIA, Text.of("1.1 apex"));
        request.dropFromPath(4);
        writer.request(wire, request, BodyFraming.NONE);
        assertEquals("GET /x?q HTTP/1.1\r\nHost: h\r\nA: 1\r\nB: 2\r\nVia: 1.1 apex\r\n\r\n", wire.taken());
    }

    @Test
    void pathThatWasReplacedIsSentWithItsQuery() {
        parse("GET /a?q HTTP/1.1\r\nHost: h\r\n\r\n");
        request.path(Text.of("/longer/path"));
        writer.request(wire, request, BodyFraming.NONE);
        assertEquals("GET /longer/path?q HTTP/1.1\r\nHost: h\r\n\r\n", wire.taken());
    }

    @Test
    void framingComesFromTheHeadAndNeverFromItsFields() {
        parse("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 12\r\n\r\n");
        request.fields().add(FieldName.CONTENT_LENGTH, Text.of("99"));
        request.fields().add(FieldName.TRANSFER_ENCODING, Text.of("gzip"));
        request.fields().add(FieldName.CONNECTION, Text.of("close"));
        request.fields().add(FieldName.HOST, Text.of("evil"));
        writer.request(wire, request, BodyFraming.LENGTH);
        assertEquals("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 12\r\n\r\n", wire.taken());
        writer.request(wire, request, BodyFraming.CHUNKED);
        assertEquals("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n", wire.taken());
    }

    @Test
    void methodThatMeansContentSaysThatThereIsNone() {
        parse("POST / HTTP/1.1\r\nHost: h\r\n\r\n");
        writer.request(wire, request, BodyFraming.NONE);
        assertEquals("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", wire.taken());
        parse("DELETE / HTTP/1.1\r\nHost: h\r\n\r\n");
        writer.request(wire, request, BodyFraming.NONE);
        assertEquals("DELETE / HTTP/1.1\r\nHost: h\r\n\r\n", wire.taken());
    }

    @Test
    void requestWithoutAuthorityHasAnEmptyHost() {
        parse("GET / HTTP/1.0\r\n\r\n");
        writer.request(wire, request, BodyFraming.NONE);
        assertEquals("GET / HTTP/1.1\r\nHost: \r\n\r\n", wire.taken());
    }

    @Test
    void requestToSwitchProtocolsIsWrittenAnew() {
        parse(
                "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: WebSocket, other\r\nTE: trailers\r\nConnection: TE, x, upgrade\r\nA: b\r\n\r\n");
        writer.request(wire, request, BodyFraming.NONE);
        assertEquals(
                "GET / HTTP/1.1\r\nHost: h\r\nA: b\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\n\r\n", wire.taken());
        request.upgrade(0, 0);
        writer.request(wire, request, BodyFraming.NONE);
        assertEquals("GET / HTTP/1.1\r\nHost: h\r\nA: b\r\nTE: trailers\r\nConnection: TE\r\n\r\n", wire.taken());
    }

    @Test
    void clientThatTakesTrailersIsSpokenFor() {
        parse("GET / HTTP/1.1\r\nHost: h\r\nTE: gzip, trailers\r\nConnection: te\r\n\r\n");
        writer.request(wire, request, BodyFraming.NONE);
        assertEquals("GET / HTTP/1.1\r\nHost: h\r\nTE: trailers\r\nConnection: TE\r\n\r\n", wire.taken());
        parse("GET / HTTP/1.1\r\nHost: h\r\nTE: gzip\r\nConnection: te\r\n\r\n");
        writer.request(wire, request, BodyFraming.NONE);
        assertEquals("GET / HTTP/1.1\r\nHost: h\r\n\r\n", wire.taken());
    }

    @Test
    void switchOfProtocolsHasNoFramingAndOneProtocol() {
        response.arena().open(loop.arenas());
        response.status(101);
        response.fields().add(Text.of("Sec-WebSocket-Accept"), Text.of("x"));
        response.fields().add(FieldName.UPGRADE, Text.of("h2c"));
        response.fields().add(FieldName.CONTENT_LENGTH, Text.of("5"));
        response.fields().add(FieldName.TRANSFER_ENCODING, Text.of("chunked"));
        writer.switching(wire, response, Text.of("websocket"));
        assertEquals(
                "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
                wire.taken());
    }

    @Test
    void whatCannotBeATrailerIsNotWrittenAsOne() {
        response.arena().open(loop.arenas());
        response.fields().add(Text.of("Grpc-Status"), Text.of("0"));
        response.fields().add(FieldName.HOST, Text.of("evil"));
        response.fields().add(FieldName.CONTENT_LENGTH, Text.of("5"));
        response.fields().add(FieldName.AUTHORIZATION, Text.of("me"));
        response.fields().add(FieldName.X_FORWARDED_FOR, Text.of("me"));
        response.fields().add(Text.of("Content-Range"), Text.of("5"));
        response.fields().add(Text.of("X-Checksum"), Text.of("1"));
        writer.lastChunk(wire, response.fields());
        assertEquals("0\r\nGrpc-Status: 0\r\nX-Checksum: 1\r\n\r\n", wire.taken());
    }

    @Test
    void responseGetsADateUnlessItHasOne() {
        response.arena().open(loop.arenas());
        response.status(200);
        writer.response(wire, response, BodyFraming.LENGTH, 5, KeepAlive.UNSAID);
        String sent = wire.taken();
        assertTrue(
                sent.matches(
                        "HTTP/1.1 200 OK\r\nDate: \\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\nContent-Length: 5\r\n\r\n"),
                sent);
        response.fields().add(FieldName.DATE, Text.of("then"));
        writer.response(wire, response, BodyFraming.NONE, -1, KeepAlive.CLOSE);
        assertEquals("HTTP/1.1 200 OK\r\nDate: then\r\nConnection: close\r\n\r\n", wire.taken());
    }

    @Test
    void everyStatusHasALine() {
        for (int status = 100; status < 600; status++) {
            String line = new String(StatusLines.of(status), StandardCharsets.US_ASCII);
            assertTrue(line.startsWith("HTTP/1.1 " + status + " ") && line.endsWith("\r\n"), line);
        }
    }

    @Test
    void headLargerThanTheBufferIsSentWhole() {
        String value = "y".repeat(9_000);
        parse("GET /" + "p".repeat(4_090) + " HTTP/1.1\r\nHost: h\r\nA: " + value + "\r\nB: 2\r\n\r\n");
        request.fields().add(FieldName.VIA, Text.of(value));
        writer.request(wire, request, BodyFraming.NONE);
        assertEquals(
                "GET /" + "p".repeat(4_090) + " HTTP/1.1\r\nHost: h\r\nA: " + value + "\r\nB: 2\r\nVia: " + value
                        + "\r\n\r\n",
                wire.taken());
    }

    @Test
    void whatIsWrittenIsReadTheSame() {
        for (String line : GoodRequests.TABLE) {
            parse(Wording.decode(line.substring(0, line.indexOf(" => "))));
            long length = request.contentLength();
            BodyFraming framing = length > 0 ? BodyFraming.LENGTH : length < 0 ? BodyFraming.CHUNKED : BodyFraming.NONE;
            request.authority(
                    request.methodText().offset(), request.methodText().length());
            int version = request.version();
            String before = Journal.of(request);
            writer.request(wire, request, framing);
            parse(wire.taken());
            request.version(version);
            assertEquals(before, Journal.of(request), line);
        }
    }

    @Test
    void chunkSizesAreHexadecimal() {
        writer.chunkSize(wire, 1);
        writer.chunkSize(wire, 255);
        writer.chunkSize(wire, 0x12345);
        writer.lastChunk(wire, null);
        assertEquals("1\r\nff\r\n12345\r\n0\r\n\r\n", wire.taken());
    }

    @Test
    void datesAreThoseOfTheCalendar() {
        DateLine date = new DateLine();
        assertEquals("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n", text(date.at(784111777L)));
        assertEquals("Date: Thu, 29 Feb 2024 23:59:59 GMT\r\n", text(date.at(1709251199L)));
        assertEquals("Date: Fri, 01 Mar 2024 00:00:00 GMT\r\n", text(date.at(1709251200L)));
        assertEquals("Date: Sat, 31 Dec 2039 12:00:00 GMT\r\n", text(date.at(2208945600L)));
        assertEquals("Date: Mon, 01 Mar 2100 00:00:00 GMT\r\n", text(date.at(4107542400L)));
    }

    private void parse(String message) {
        RequestParser parser = new RequestParser(request);
        parser.begin(Limits.of(30_000, 8_000), HttpPolicy.STRICT, false);
        assertTrue(parser.feed(new FakeInput(message), loop.arenas()), message);
        assertNull(parser.failure(), message);
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.US_ASCII);
    }
}
