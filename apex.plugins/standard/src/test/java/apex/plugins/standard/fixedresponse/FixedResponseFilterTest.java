package apex.plugins.standard.fixedresponse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import apex.plugins.standard.fake.Allocation;
import apex.plugins.standard.fake.FakeContext;
import apex.plugins.standard.fake.FakeExchange;
import apex.spi.exchange.Answer;
import apex.spi.exchange.Reason;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import apex.spi.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FixedResponseFilterTest {
    private final FakeContext context = new FakeContext();

    private Answer answer(Object... settings) {
        Filter filter = context.create(new FixedResponseProvider(), settings);
        FakeExchange exchange = new FakeExchange(context).request("GET", "/");
        assertEquals(Verdict.ANSWERED, filter.onRequest(exchange));
        return exchange.answer;
    }

    private static String body(Answer answer) {
        byte[] bytes = new byte[answer.body().length()];
        answer.body().copyTo(0, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void statusBodyTypeAndFieldsAreThoseOfTheSettings() {
        Answer answer = answer(
                "status",
                451L,
                "body",
                "nicht verfügbar\n",
                "content_type",
                "text/plain",
                "headers",
                Map.of("Retry-After", "3600"));

        assertEquals(451, answer.status());
        assertEquals("nicht verfügbar\n", body(answer));
        assertEquals("text/plain", answer.contentType().toString());
        assertEquals("Retry-After", answer.fields().getFirst().name().toString());
        assertEquals("3600", answer.fields().getFirst().value().toString());
        assertSame(Reason.FILTER_ANSWER, answer.reason());
    }

    @Test
    void withoutSettingsItIsAnEmpty200AndNotTheErrorBody() {
        Answer answer = answer();

        assertEquals(200, answer.status());
        assertEquals(0, answer.body().length());
        assertNull(answer.contentType());
        assertEquals(List.of(), answer.fields());
    }

    @Test
    void aBodyIsPlainTextUnlessSaidOtherwise() {
        assertEquals(
                "text/plain; charset=utf-8", answer("body", "x").contentType().toString());
        assertNull(answer("body", "x", "content_type", "").contentType());
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        SettingsException refused = assertThrows(
                SettingsException.class,
                () -> answer(
                        "status",
                        204L,
                        "body",
                        "text",
                        "content_type",
                        "text/plain\n",
                        "headers",
                        Map.of("Content-Length", "4")));

        assertEquals(
                List.of(
                        "headers: \"Content-Length\" (expected: any but framing, routing and connection fields)",
                        "body: of 4 bytes with status 204 (expected: none)",
                        "content_type: \"text/plain\\u000a\""
                                + " (expected: visible ASCII, spaces and tabs between, none around)"),
                refused.problems().stream().map(problem -> problem.message()).toList());
    }

    @Test
    void aContentTypeAmongTheFieldsIsRefusedWithTheWayOut() {
        SettingsException refused =
                assertThrows(SettingsException.class, () -> answer("headers", Map.of("content-type", "text/css")));

        assertEquals(
                "apex.toml:7:3: headers: \"Content-Type\" (expected: any other field) – set content_type instead",
                refused.getMessage());
    }

    @Test
    void aStatusThatEndsNoExchangeIsRefused() {
        SettingsException refused = assertThrows(SettingsException.class, () -> answer("status", 101L));

        assertEquals("apex.toml:7:3: status: 101 (expected: 200 to 599)", refused.getMessage());
    }

    @Test
    void answeringAllocatesNothing() {
        Filter filter = context.create(new FixedResponseProvider(), "body", "hello");
        FakeExchange exchange = new FakeExchange(context).request("GET", "/");

        Allocation.assertNone(() -> filter.onRequest(exchange));
    }
}
