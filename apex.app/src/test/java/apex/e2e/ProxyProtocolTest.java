package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.loop.TransportChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of the PROXY protocol, from the file to the wire, on both sides of the gateway. */
@Timeout(60)
class ProxyProtocolTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String TOLD = "PROXY TCP4 203.0.113.9 192.0.2.1 4711 80\r\n";

    private static RunningGateway start(String server, String backend, RawOrigin origin) {
        return RunningGateway.start(TransportChoice.AUTO, """
                [server]
                listen = "127.0.0.1:0"
                workers = 1
                access_log = false
                %s
                [[routes]]
                name = "app"
                backends = [{ url = "%s"%s }]
                """.formatted(server, origin.url(), backend));
    }

    private static String end(RunningGateway gateway, String sent) throws IOException {
        try (RawConnection client = gateway.connect().write(sent)) {
            return client.readAll();
        } catch (IOException _) {
            return "";
        }
    }

    @ParameterizedTest
    @CsvSource({
        "require, 127.0.0.1, true, false",
        "mixed, 127.0.0.1, true, false",
        "mixed, 192.0.2.7, false, true",
        "require, 192.0.2.7, false, false"
    })
    void headerIsTakenFromWhomItIsExpectedAndFromNobodyElse(String mode, String from, boolean proxied, boolean plain)
            throws IOException {
        String keys = "proxy_protocol = \"" + mode + "\"\nproxy_protocol_from = [\"" + from + "\"]";
        try (RawOrigin origin = RawOrigin.answering(OK);
                RunningGateway gateway = start(keys, "", origin)) {
            String last = GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
            assertEquals(proxied, end(gateway, TOLD + last).startsWith("HTTP/1.1 200 "));
            assertEquals(plain, end(gateway, last).startsWith("HTTP/1.1 200 "));
            assertEquals(proxied || plain ? 1 : 0, origin.heads().size());
            if (proxied) {
                String head = origin.heads().getFirst();
                assertTrue(head.contains("\r\nX-Forwarded-For: 203.0.113.9\r\n"), head);
            }
        }
    }

    @Test
    void headerThatNobodyExpectsIsNoRequest() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(OK);
                RunningGateway gateway = start("", "", origin)) {
            assertEquals(400, gateway.ask(TOLD + GET).status());
            assertEquals(List.of(), origin.heads());
        }
    }

    @ParameterizedTest
    @CsvSource({"'', false", "', proxy_protocol = \"v1\"', true"})
    void backendIsToldOfTheClientWhereItsEntrySaysSo(String backend, boolean told) throws IOException {
        List<String> firstLines = new CopyOnWriteArrayList<>();
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    firstLines.add(connection.readLine());
                    connection.readHead();
                    connection.write(OK);
                });
                RunningGateway gateway = start("", backend, origin)) {
            assertEquals(200, gateway.get("/").status());
            String line = firstLines.getFirst();
            assertEquals(told, line.startsWith("PROXY TCP4 127.0.0.1 127.0.0.1 "), line);
        }
    }

    @Test
    void backendIsToldInBinaryWhereItsEntrySaysSo() throws IOException {
        List<String> signatures = new CopyOnWriteArrayList<>();
        try (RawOrigin origin = RawOrigin.start(connection -> {
                    byte[] header = connection.readExactly(28);
                    signatures.add(new String(header, 0, 14, StandardCharsets.ISO_8859_1));
                    connection.readHead();
                    connection.write(OK);
                });
                RunningGateway gateway = start("", ", proxy_protocol = \"v2\"", origin)) {
            assertEquals(200, gateway.get("/").status());
            assertEquals(List.of("\r\n\r\n\0\r\nQUIT\n!\u0011"), signatures);
        }
    }
}
