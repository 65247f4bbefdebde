package apex.kernel.mux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.kernel.config.ForwardedStyle;
import apex.kernel.config.HttpConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many more gateways a request may pass (RFC 9110 section 7.6.2). */
class MaxForwardsTest {
    private final MuxBackend backend = new MuxBackend();
    private final MuxGateway gateway = MuxGateway.of(backend);

    MaxForwardsTest() {
        gateway.publish(MuxGateway.POLICY, new HttpConfig(true, ForwardedStyle.NONE, false, "apex"), List.of());
    }

    private MuxClient.Stream send(String method, String... values) {
        String[] fields = new String[values.length * 2];
        for (int i = 0; i < values.length; i++) {
            fields[2 * i] = "Max-Forwards";
            fields[2 * i + 1] = values[i];
        }
        return gateway.connect().open(method, "/app", true, fields);
    }

    @ParameterizedTest
    @CsvSource({
        "OPTIONS, 1, 0",
        "TRACE, 10, 9",
        "OPTIONS, 100, 99",
        "TRACE, 007, 6",
        "OPTIONS, 1000000000, 999999999",
        "OPTIONS, 99999999999999999999999999, 999999999"
    })
    void requestThatMayPassIsSentOnWithOneLess(String method, String value, String sent) {
        send(method, value);
        assertEquals(method + " /app", backend.stream(0).target());
        assertEquals("Max-Forwards: " + sent + "\n", backend.stream(0).fields());
    }

    @ParameterizedTest
    @CsvSource({"OPTIONS, 0, 204", "OPTIONS, 000, 204", "TRACE, 0, 405"})
    void requestThatMayNotPassIsAnsweredHere(String method, String value, int status) {
        MuxClient.Stream stream = send(method, value);
        assertEquals(status, stream.status());
        assertTrue(stream.fields().contains("Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\n"), stream.fields());
        assertEquals(status == 405, stream.body().contains("trace_refused"), stream.body());
        assertEquals(0, backend.streams());
    }

    @ParameterizedTest
    @CsvSource({"OPTIONS, -1", "TRACE, +1", "OPTIONS, 1.5", "TRACE, 0x1", "OPTIONS, ''", "TRACE, '1, 2'", "OPTIONS, 1 0"
    })
    void numberThatIsNoneIsRefused(String method, String value) {
        MuxClient.Stream stream = send(method, value);
        assertEquals(400, stream.status());
        assertTrue(stream.body().contains("bad_field"), stream.body());
        assertEquals(0, backend.streams());
    }

    @Test
    void numberThatIsSaidTwiceIsRefusedBecauseTheNextOneMayTakeTheOther() {
        assertEquals(400, send("OPTIONS", "0", "5").status());
        assertEquals(400, send("TRACE", "5", "5").status());
        assertEquals(0, backend.streams());
    }

    @ParameterizedTest
    @CsvSource({"GET, 0", "POST, x", "DELETE, 7", "PURGE, 0"})
    void otherMethodsGoOnWithItAsItCame(String method, String value) {
        send(method, value);
        assertEquals("Max-Forwards: " + value + "\n", backend.stream(0).fields());
    }

    @Test
    void withoutTheFieldNothingIsWritten() {
        send("OPTIONS");
        send("TRACE");
        assertEquals("", backend.stream(0).fields() + backend.stream(1).fields());
    }

    @Test
    void loopIsSaidFirst() {
        gateway.publish(MuxGateway.POLICY, MuxGateway.HTTP, List.of());
        MuxClient.Stream stream =
                gateway.connect().open("OPTIONS", "/app", true, "Max-Forwards", "0", "Via", "1.1 apex");
        assertEquals(508, stream.status());
    }
}
