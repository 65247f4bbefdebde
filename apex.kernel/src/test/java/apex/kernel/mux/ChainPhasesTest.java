package apex.kernel.mux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.kernel.chain.SlotSlabs;
import apex.spi.exchange.Answer;
import apex.spi.exchange.Exchange;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Reason;
import apex.spi.exchange.Slot;
import apex.spi.exchange.Text;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ChainPhasesTest {
    private static final Answer TEAPOT = Answer.of(Reason.of("teapot", 418, "No coffee here."));

    private final List<String> calls = new ArrayList<>();
    private final MuxBackend backend = new MuxBackend();

    private final class Recorder implements Filter {
        private final String name;
        private final Function<Exchange, Verdict> request;
        private final Function<Exchange, Verdict> response;

        Recorder(String name, Function<Exchange, Verdict> request, Function<Exchange, Verdict> response) {
            this.name = name;
            this.request = request;
            this.response = response;
        }

        @Override
        public Verdict onRequest(Exchange exchange) {
            calls.add(name + ">");
            return request.apply(exchange);
        }

        @Override
        public Verdict onResponse(Exchange exchange) {
            calls.add("<" + name + exchange.response().status());
            return response.apply(exchange);
        }

        @Override
        public void onComplete(Exchange exchange) {
            calls.add("." + name + (exchange.reason() == null ? "" : exchange.reason()));
        }
    }

    private Recorder passing(String name) {
        return new Recorder(name, _ -> Verdict.CONTINUE, _ -> Verdict.CONTINUE);
    }

    private MuxClient.Stream get(String target, List<Filter> listener, List<Filter> route) {
        MuxGateway gateway = new MuxGateway(listener, route, new SlotSlabs(1), List.of(backend));
        return gateway.connect().open("GET", target, true);
    }

    @Test
    void requestPhasesRunInOrderAndResponsePhasesInReverse() {
        get("/app", List.of(passing("a")), List.of(passing("b"), passing("c")));
        backend.stream(0).respond(200, true);
        assertEquals(List.of("a>", "b>", "c>", "<c200", "<b200", "<a200", ".c", ".b", ".a"), calls);
    }

    @Test
    void localAnswerGoesBackThroughTheFiltersEnteredOnly() {
        Recorder answering = new Recorder("b", exchange -> exchange.answer(TEAPOT), _ -> Verdict.CONTINUE);
        MuxClient.Stream stream = get("/app", List.of(passing("a")), List.of(answering, passing("c")));
        assertEquals(418, stream.status());
        assertEquals(List.of("a>", "b>", "<b418", "<a418", ".bteapot", ".ateapot"), calls);
        assertEquals(0, backend.streams());
    }

    @Test
    void answerInAResponsePhaseReplacesTheBackends() {
        Recorder answering = new Recorder("b", _ -> Verdict.CONTINUE, exchange -> exchange.answer(TEAPOT));
        MuxClient.Stream stream = get("/app", List.of(passing("a")), List.of(answering, passing("c")));
        backend.stream(0).respond(200, false).send("secret");
        assertEquals(418, stream.status());
        assertTrue(stream.body().contains("teapot"), stream.body());
        assertEquals(List.of("a>", "b>", "c>", "<c200", "<b200", "<a418", ".cteapot", ".bteapot", ".ateapot"), calls);
        assertEquals(Reason.FILTER_ERROR.side(), TEAPOT.reason().side());
    }

    @Test
    void requestWithoutRoutePassesTheListenersFilters() {
        MuxClient.Stream stream = get("/none", List.of(passing("a")), List.of(passing("b")));
        assertEquals(404, stream.status());
        assertEquals(List.of("a>", "<a404", ".ano_route"), calls);
    }

    @Test
    void filterThatThrowsIsA500ThatNamesItAndTheRestLives() {
        Recorder broken = new Recorder(
                "b",
                _ -> {
                    throw new IllegalArgumentException("broken");
                },
                _ -> Verdict.CONTINUE);
        List<String> by = new ArrayList<>();
        Filter watching = new Filter() {
            @Override
            public void onComplete(Exchange exchange) {
                by.add(exchange.answeredBy());
            }
        };
        MuxClient.Stream stream = get("/app", List.of(watching), List.of(broken, passing("c")));
        assertEquals(500, stream.status());
        assertEquals(List.of("route-0"), by);
        assertEquals(List.of("b>", "<b500", ".bfilter_error"), calls);
    }

    private static Verdict fill(Fields fields) {
        Text large = Text.of("x".repeat(8_000));
        for (int i = 0; i < 5; i++) {
            fields.add(FieldName.COOKIE, large);
        }
        return Verdict.CONTINUE;
    }

    @Test
    void filterThatFillsTheRequestsHeadIsA431() {
        Recorder filling = new Recorder("b", exchange -> fill(exchange.request().fields()), _ -> Verdict.CONTINUE);
        MuxClient.Stream stream = get("/app", List.of(), List.of(filling));
        assertEquals(431, stream.status());
        assertEquals(0, backend.streams());
        assertEquals(List.of("b>", "<b431", ".bhead_too_large"), calls);
    }

    @Test
    void filterThatFillsTheResponsesHeadIsA502() {
        Recorder filling = new Recorder(
                "b", _ -> Verdict.CONTINUE, exchange -> fill(exchange.response().fields()));
        MuxClient.Stream stream = get("/app", List.of(), List.of(filling));
        backend.stream(0).respond(200, true);
        assertEquals(502, stream.status());
        assertEquals(List.of("b>", "<b200", ".bresponse_head_too_large"), calls);
    }

    @Test
    void filterThatThrowsOnTheResponseDoesNotSeeItsOwnError() {
        Recorder broken = new Recorder("b", _ -> Verdict.CONTINUE, _ -> {
            throw new AssertionError("broken");
        });
        MuxClient.Stream stream = get("/app", List.of(passing("a")), List.of(broken));
        backend.stream(0).respond(200, true);
        assertEquals(500, stream.status());
        assertEquals(List.of("a>", "b>", "<b200", "<a500", ".bfilter_error", ".afilter_error"), calls);
    }

    @Test
    void filterThatThrowsOnCompletionDoesNotKeepTheOthersFromTheirs() {
        Filter broken = new Filter() {
            @Override
            public void onComplete(Exchange exchange) {
                throw new IllegalStateException("broken");
            }
        };
        MuxClient.Stream stream = get("/app", List.of(passing("a")), List.of(broken));
        backend.stream(0).respond(204, true);
        assertEquals(204, stream.status());
        assertEquals(".a", calls.getLast());
    }

    @Test
    void unreadableRequestIsAnsweredAndLoggedWithNothingOfTheOneBeforeIt() {
        List<String> seen = new ArrayList<>();
        Filter log = new Filter() {
            @Override
            public Verdict onRequest(Exchange exchange) {
                seen.add("request");
                return Verdict.CONTINUE;
            }

            @Override
            public Verdict onResponse(Exchange exchange) {
                seen.add("response");
                return Verdict.CONTINUE;
            }

            @Override
            public void onComplete(Exchange exchange) {
                seen.add(exchange.request().target() + " " + exchange.requestBytes() + " " + exchange.reason());
            }
        };
        MuxGateway gateway = new MuxGateway(List.of(log), List.of(), new SlotSlabs(1), List.of(backend));
        MuxClient.Stream stream =
                gateway.connect().open("POST", "/app", false).send("body").finish();
        gateway.loop().turn();
        backend.stream(0).respond(200, true);
        stream.garble(Reason.BAD_FIELD);
        assertEquals(List.of("request", "response", "/app 4 null", " 0 bad_field"), seen);
        assertEquals(400, stream.status());
        assertTrue(stream.body().contains("bad_field"), stream.body());
        assertEquals(0, gateway.dispatcher().openExchanges());
        assertEquals(0, gateway.loop().arenas().lentBytes());
    }

    @Test
    void slotIsLentFreshToEachExchangeAndUsedAgain() {
        SlotSlabs slabs = new SlotSlabs(1);
        int index = slabs.add(StringBuilder.class, StringBuilder::new, builder -> builder.setLength(0));
        Slot<StringBuilder> slot = new Slot<>(index, false, StringBuilder.class);
        List<StringBuilder> seen = new ArrayList<>();
        Filter filter = new Filter() {
            @Override
            public Verdict onRequest(Exchange exchange) {
                assertEquals("", exchange.get(slot).toString());
                exchange.get(slot).append(exchange.request().target());
                return Verdict.CONTINUE;
            }

            @Override
            public void onComplete(Exchange exchange) {
                calls.add(exchange.get(slot).toString());
                seen.add(exchange.get(slot));
            }
        };
        MuxGateway gateway = new MuxGateway(List.of(), List.of(filter), slabs, List.of(backend));
        MuxClient client = gateway.connect();
        client.open("GET", "/app/1", true);
        client.open("GET", "/app/2", true);
        backend.stream(1).respond(200, true);
        backend.stream(0).respond(200, true);
        client.open("GET", "/app/3", true);
        backend.stream(2).respond(200, true);
        assertEquals(List.of("/app/2", "/app/1", "/app/3"), calls);
        assertTrue(seen.get(2) == seen.get(0) || seen.get(2) == seen.get(1), "state must be used again");
    }
}
