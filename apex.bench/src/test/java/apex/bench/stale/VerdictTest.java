package apex.bench.stale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What breaks a rule, and what does not: a check that finds nothing must be able to find something. */
class VerdictTest {
    private static final Request GET = new Request(0);
    private static final Request POST = new Request(4);

    @ParameterizedTest
    @CsvSource({
        "200, true,  '',            1, 0, 0",
        "200, true,  '',            2, 1, 0",
        "200, true,  '',            0, 0, 1",
        "200, false, '',            1, 0, 1",
        "502, true,  backend_reset, 0, 0, 1",
        "502, true,  backend_reset, 0, 1, 1",
        "502, true,  backend_reset, 0, 2, 0",
        "502, true,  '',            0, 2, 1",
        "503, true,  queue_full,    0, 2, 1",
        "0,   true,  '',            1, 0, 1",
    })
    void anIdempotentRequestIsAnsweredUnlessItIsCutOffTwice(
            int status, boolean own, String reason, int processed, int met, int broken) {
        Verdict verdict = new Verdict();
        verdict.judge(GET, new Fate(status, own, reason), processed, met);
        assertEquals(broken, verdict.broken(), () -> String.join("\n", verdict.lines()));
    }

    @ParameterizedTest
    @CsvSource({
        "200, true,  '',            1, 0",
        "200, true,  '',            2, 1",
        "200, true,  '',            0, 1",
        "502, true,  backend_reset, 0, 0",
        "502, true,  backend_reset, 1, 0",
        "502, true,  backend_reset, 2, 1",
        "502, true,  '',            0, 1",
        "504, true,  timeout,       0, 1",
        "502, false, backend_reset, 0, 1",
        "0,   true,  '',            0, 1",
    })
    void anotherIsProcessedAtMostOnceAndItsLossIsA502WithAReason(
            int status, boolean own, String reason, int processed, int broken) {
        Verdict verdict = new Verdict();
        verdict.judge(POST, new Fate(status, own, reason), processed, 0);
        assertEquals(broken, verdict.broken(), () -> String.join("\n", verdict.lines()));
    }

    @Test
    void lossesAreCountedByReasonAndBreachesNamed() {
        Verdict verdict = new Verdict();
        verdict.judge(POST, new Fate(502, true, "backend_reset"), 1, 0);
        verdict.judge(POST, new Fate(502, true, "backend_closed"), 0, 0);
        verdict.judge(GET, Fate.NO_ANSWER, 0, 0);
        String lines = String.join("\n", verdict.lines());
        assertTrue(lines.contains("others lost: 2, of which the backend had processed 1"), lines);
        assertTrue(lines.contains("502 backend_reset: 1") && lines.contains("502 backend_closed: 1"), lines);
        assertTrue(lines.contains("request 0, GET, was lost although it is idempotent: no response"), lines);
    }

    @Test
    void requestsAreKnownByTheBeginningOfTheirHead() {
        for (int id = 0; id < 10; id++) {
            Request request = new Request(id);
            String head = new String(request.bytes(), java.nio.charset.StandardCharsets.US_ASCII);
            assertEquals(request, Request.of(head.substring(0, 40)));
            assertEquals(request.method().equals("POST"), !request.isIdempotent());
        }
        assertEquals(null, Request.of("GET /stale/12"));
    }
}
