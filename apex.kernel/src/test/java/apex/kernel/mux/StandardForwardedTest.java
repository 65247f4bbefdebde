package apex.kernel.mux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.kernel.config.ForwardedStyle;
import apex.kernel.config.HttpConfig;
import apex.spi.exchange.Exchange;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Forwarded} (RFC 7239), and which of the fields are written. */
class StandardForwardedTest {
    private static final String OURS = "for=192.0.2.7;proto=http;host=\"Example.com:8080\";by=_apex";
    private static final String PROXIES = "192.0.2.0/24,10.0.0.0/8,2001:db8:1::/48";

    private final MuxBackend backend = new MuxBackend();
    private final MuxGateway gateway = MuxGateway.of(backend);
    private final List<String> clients = new ArrayList<>();

    private String forwarded(ForwardedStyle style, String trusted, String... fields) {
        Filter watching = new Filter() {
            @Override
            public Verdict onRequest(Exchange exchange) {
                clients.add(exchange.clientAddress().toString());
                return Verdict.CONTINUE;
            }
        };
        String[] blocks = trusted.isEmpty() ? new String[0] : trusted.split(",", -1);
        HttpConfig http = new HttpConfig(true, style, false, "apex");
        gateway.publish(MuxGateway.POLICY, http, List.of(watching), blocks);
        gateway.connect().open("GET", "/app", true, fields);
        return backend.stream(backend.streams() - 1).fields();
    }

    private String client(ForwardedStyle style, String... fields) {
        forwarded(style, PROXIES, fields);
        return clients.getLast();
    }

    @Test
    void backendIsToldByForwardedAlone() {
        assertEquals("Forwarded: " + OURS + "\n", forwarded(ForwardedStyle.FORWARDED, ""));
    }

    @Test
    void bothStylesSayTheSame() {
        assertEquals(
                "X-Forwarded-For: 192.0.2.7\nX-Forwarded-Proto: http\nX-Forwarded-Host: Example.com:8080\n"
                        + "Forwarded: " + OURS + "\n",
                forwarded(ForwardedStyle.BOTH, ""));
    }

    @Test
    void noStyleSaysNothingAndStillBelievesNobody() {
        assertEquals("", forwarded(ForwardedStyle.NONE, "", "X-Forwarded-For", "1.1.1.1", "Forwarded", "for=1.1.1.1"));
        assertEquals(List.of("192.0.2.7"), clients);
    }

    @Test
    void noStyleLetsTheWordOfATrustedProxyPass() {
        assertEquals(
                "X-Forwarded-For: 1.1.1.1\n", forwarded(ForwardedStyle.NONE, PROXIES, "X-Forwarded-For", "1.1.1.1"));
        assertEquals(List.of("1.1.1.1"), clients);
    }

    @Test
    void untrustedClientCannotSayAnything() {
        assertEquals(
                "Forwarded: " + OURS + "\n",
                forwarded(ForwardedStyle.FORWARDED, "", "Forwarded", "for=1.1.1.1;host=bank.example"));
        assertEquals(List.of("192.0.2.7"), clients);
    }

    @Test
    void trustedProxyIsAppendedToInOneLine() {
        assertEquals(
                "Forwarded: for=1.1.1.1;proto=https, for=\"[2001:db8::1]:80\", " + OURS + "\n",
                forwarded(
                        ForwardedStyle.FORWARDED,
                        PROXIES,
                        "Forwarded",
                        "for=1.1.1.1;proto=https",
                        "forwarded",
                        "",
                        "FORWARDED",
                        "for=\"[2001:db8::1]:80\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"for=\"1.1.1.1", "for=1.1.1.1;host=\"a\\", "for", "for=1.1.1.1, for=\"a", "=x"})
    void malformedWordOfATrustedProxyIsReplaced(String value) {
        assertEquals("Forwarded: " + OURS + "\n", forwarded(ForwardedStyle.FORWARDED, PROXIES, "Forwarded", value));
        assertEquals(List.of("192.0.2.7"), clients);
    }

    @ParameterizedTest(name = "{0} tells of {1}")
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "for=203.0.113.5 | 203.0.113.5",
                "FOR=203.0.113.5;By=_x | 203.0.113.5",
                "proto=https;for=203.0.113.5;host=\"a,b;for=1.1.1.1\" | 203.0.113.5",
                "for=\"203.0.113.5:8080\" | 203.0.113.5",
                "for=\"203.0.113.5:_port.1\" | 203.0.113.5",
                "for=\"[2001:db8::5]\" | 2001:db8::5",
                "for=\"[2001:DB8::5]:443\";proto=https | 2001:DB8::5",
                "for=1.1.1.1, for=203.0.113.5,for=10.1.2.3 | 203.0.113.5",
                "for=1.1.1.1 , for=\"[2001:db8:1::7]\" \t, for=10.0.0.9 | 1.1.1.1",
                "for=10.0.0.1, for=10.0.0.2 | 10.0.0.1",
                "for=1.1.1.1, for=unknown, for=10.0.0.2 | 10.0.0.2",
                "for=unknown, for=203.0.113.5, for=10.0.0.2 | 203.0.113.5",
                "for=1.1.1.1, for=_hidden, for=10.0.0.1, for=10.0.0.2 | 10.0.0.1",
                "for=1.1.1.1, proto=https, for=10.0.0.2 | 10.0.0.2",
                "for=1.1.1.1,, for=10.0.0.2 | 10.0.0.2",
                "for=\"1.1.1.1\\, for=203.0.113.5\", for=10.0.0.2 | 10.0.0.2",
                ";;for=203.0.113.5; | 203.0.113.5"
            })
    void clientIsTheFirstUntrustedAddressFromTheRight(String value, String expected) {
        assertEquals(expected, client(ForwardedStyle.FORWARDED, "Forwarded", value));
        assertEquals(expected, client(ForwardedStyle.X_FORWARDED, "Forwarded", value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=unknown",
                "for=_hidden",
                "for=203.0.113.5:80",
                "for=[2001:db8::5]",
                "for=2001:db8::5",
                "for=\"2001:db8::5\"",
                "for=\"[203.0.113.5]\"",
                "for=\"[2001:db8::5\"",
                "for=\"[2001:db8::5]x\"",
                "for=\"203.0.113.5:\"",
                "for=\"203.0.113.5:123456\"",
                "for=\"203.0.113.5:80a\"",
                "for=\"203.0.113.5:_\"",
                "for=\"203.0.113\\.5\"",
                "for=\"203.0.113.5",
                "for=\"\"",
                "for=",
                "for =203.0.113.5",
                "for= 203.0.113.5",
                "proto=http; for=203.0.113.5",
                "for=203.0.113.5;for=203.0.113.6",
                "for=203.0.113.5 proto=http",
                "for=\"203.0.113.5\"x",
                "for=203.0.113.5, for=\"",
                "for=300.0.113.5",
                "host=a",
                ""
            })
    void whatIsNoAddressOrMalformedEndsTheSearchAtThePeer(String value) {
        assertEquals("192.0.2.7", client(ForwardedStyle.FORWARDED, "Forwarded", value));
    }

    @Test
    void malformedLineEndsTheSearchBehindIt() {
        assertEquals(
                "10.0.0.1",
                client(
                        ForwardedStyle.FORWARDED,
                        "Forwarded",
                        "for=1.1.1.1",
                        "Forwarded",
                        "for=203.0.113.5, for=\"",
                        "Forwarded",
                        "for=10.0.0.1, for=10.0.0.2"));
    }

    @Test
    void whichFieldIsAskedDependsOnTheStyleWhenThereAreBoth() {
        String[] both = {"X-Forwarded-For", "203.0.113.1", "Forwarded", "for=203.0.113.2"};
        assertEquals("203.0.113.1", client(ForwardedStyle.X_FORWARDED, both));
        assertEquals("203.0.113.1", client(ForwardedStyle.BOTH, both));
        assertEquals("203.0.113.1", client(ForwardedStyle.NONE, both));
        assertEquals("203.0.113.2", client(ForwardedStyle.FORWARDED, both));
        assertEquals("203.0.113.3", client(ForwardedStyle.FORWARDED, "X-Forwarded-For", "203.0.113.3"));
    }
}
