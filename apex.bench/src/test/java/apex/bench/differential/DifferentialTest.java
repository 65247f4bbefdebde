package apex.bench.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.corpus.WireFraming;
import apex.bench.corpus.WireMessage;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When one proxy is called laxer than another. */
class DifferentialTest {
    private static final WireMessage GET =
            new WireMessage("GET / HTTP/1.1", List.of("Host: a"), WireFraming.NONE, new byte[0], List.of());

    @Test
    void forwardingWhatAnotherRefusesIsLaxer() {
        assertTrue(forwarded(1, 200).isLaxerThan(forwarded(0, 400)));
        assertTrue(forwarded(2, 200, 200).isLaxerThan(forwarded(1, 200, 400)));
    }

    @Test
    void closingWithoutAnAnswerIsARefusalAndSilenceIsNone() {
        assertTrue(forwarded(1, 200).isLaxerThan(new Outcome(List.of(), List.of(), List.of(), true)));
        assertFalse(forwarded(1, 200).isLaxerThan(new Outcome(List.of(), List.of(), List.of(), false)));
    }

    @Test
    void forwardingInDoubtCountsAsForwarding() {
        Outcome doubtful = new Outcome(List.of(), List.of("a bare LF"), List.of(), true);
        assertTrue(doubtful.isLaxerThan(forwarded(0, 400)));
        assertFalse(forwarded(1, 200).isLaxerThan(doubtful));
    }

    @Test
    void whoForwardsAsMuchOrLessIsNotLaxer() {
        assertFalse(forwarded(1, 200).isLaxerThan(forwarded(1, 200)));
        assertFalse(forwarded(0, 400).isLaxerThan(forwarded(0, 400)));
        assertFalse(forwarded(0, 400).isLaxerThan(forwarded(1, 200)));
    }

    @Test
    void anOutcomeIsToldInFewWords() {
        assertEquals("GET / -, refused 400", forwarded(1, 200, 400).words());
        assertEquals("5 messages", forwarded(5, 200).words());
        assertEquals("closed", new Outcome(List.of(), List.of(), List.of(), true).words());
    }

    @Test
    void aDifferenceIsReviewedForItsProxyAndItsCasesOnly() throws IOException {
        Reviewed reviewed = Reviewed.parse("# remark\n\nEnvoy methods/a,methods/b: RFC 9110 section 9.1\n");
        assertEquals("RFC 9110 section 9.1", reviewed.reason("Envoy", "methods/b"));
        assertNull(reviewed.reason("nginx", "methods/b"));
        assertNull(reviewed.reason("Envoy", "methods/c"));
    }

    @Test
    void aLineWithoutAReasonIsRefused() {
        assertThrows(IOException.class, () -> Reviewed.parse("Envoy methods/a"));
        assertThrows(IOException.class, () -> Reviewed.parse("Envoy methods/a:"));
    }

    @Test
    void theListThatComesWithTheProgramIsReadable() throws IOException {
        assertNotNull(Reviewed.load().reason("nginx", "request-target/options-star"));
    }

    private static Outcome forwarded(int count, Integer... answers) {
        return new Outcome(Collections.nCopies(count, GET), List.of(), List.of(answers), false);
    }
}
