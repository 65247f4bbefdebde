package apex.kernel.mux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.kernel.chain.SlotSlabs;
import apex.spi.exchange.Exchange;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardedFieldsTest {
    private final MuxBackend backend = new MuxBackend();
    private final List<String> clients = new ArrayList<>();

    private String forwarded(String trusted, String... fields) {
        Filter watching = new Filter() {
            @Override
            public Verdict onRequest(Exchange exchange) {
                clients.add(exchange.clientAddress().toString());
                return Verdict.CONTINUE;
            }
        };
        String[] blocks = trusted.isEmpty() ? new String[0] : trusted.split(",", -1);
        MuxGateway gateway = new MuxGateway(List.of(), List.of(watching), new SlotSlabs(1), List.of(backend), blocks);
        gateway.connect().open("GET", "/app", true, fields);
        return backend.stream(backend.streams() - 1).fields();
    }

    @Test
    void untrustedClientCannotSayWhoItIs() {
        String fields = forwarded(
                "",
                "X-Forwarded-For",
                "10.9.9.9",
                "x-forwarded-for",
                "10.8.8.8",
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-Host",
                "bank.example",
                "Forwarded",
                "for=10.9.9.9");
        assertEquals("""
                X-Forwarded-For: 192.0.2.7
                X-Forwarded-Proto: http
                X-Forwarded-Host: Example.com:8080
                Via: 2 apex
                """, fields);
        assertEquals(List.of("192.0.2.7"), clients);
    }

    @Test
    void nothingThatOnlyAProxyMaySayPassesFromAnUntrustedClient() {
        String fields = forwarded(
                "",
                "X-Real-IP",
                "10.9.9.9",
                "X-Forwarded-Prefix",
                "/x",
                "X-Forwarded-Port",
                "443",
                "x-forwarded-server",
                "s");
        assertEquals("""
                X-Forwarded-For: 192.0.2.7
                X-Forwarded-Proto: http
                X-Forwarded-Host: Example.com:8080
                Via: 2 apex
                """, fields);
    }

    @Test
    void trustedProxyIsBelievedAndAppendedTo() {
        String fields = forwarded(
                "192.0.2.0/24",
                "X-Forwarded-For",
                "203.0.113.5",
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-For",
                "198.51.100.6");
        assertEquals("""
                X-Forwarded-Proto: https
                X-Forwarded-For: 203.0.113.5, 198.51.100.6, 192.0.2.7
                X-Forwarded-Host: Example.com:8080
                Via: 2 apex
                """, fields);
    }

    @Test
    void clientIsTheFirstUntrustedAddressFromTheRight() {
        forwarded("192.0.2.0/24,10.0.0.0/8", "X-Forwarded-For", "1.1.1.1, 203.0.113.5 , 10.1.2.3");
        forwarded("192.0.2.0/24,10.0.0.0/8", "X-Forwarded-For", "1.1.1.1", "X-Forwarded-For", "2001:db8::1,10.1.2.3");
        assertEquals(List.of("203.0.113.5", "2001:db8::1"), clients);
    }

    @Test
    void listOfTrustedAddressesAloneEndsAtTheLeftmost() {
        forwarded("192.0.2.0/24,10.0.0.0/8", "X-Forwarded-For", "10.0.0.1, 10.0.0.2");
        assertEquals(List.of("10.0.0.1"), clients);
    }

    @Test
    void whatIsNoAddressEndsTheSearch() {
        forwarded("192.0.2.7", "X-Forwarded-For", "203.0.113.5, unknown");
        forwarded("192.0.2.7", "X-Forwarded-For", "example.com");
        forwarded("192.0.2.7", "X-Forwarded-For", "");
        assertEquals(List.of("192.0.2.7", "192.0.2.7", "192.0.2.7"), clients);
    }

    @Test
    void otherFieldsKeepTheirOrderAndSpelling() {
        String fields = forwarded("", "ACCEPT", "a", "x-B", "2", "Accept", "b", "X_c", "3");
        assertEquals("ACCEPT: a\nx-B: 2\nAccept: b\nX_c: 3\n", fields.substring(0, fields.indexOf("X-Forwarded-For")));
    }
}
