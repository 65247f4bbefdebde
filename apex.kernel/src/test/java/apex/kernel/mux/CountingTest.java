package apex.kernel.mux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import apex.kernel.chain.SlotSlabs;
import apex.kernel.config.ForwardedStyle;
import apex.kernel.config.HttpConfig;
import apex.kernel.count.EndpointCounters;
import apex.kernel.count.Histogram;
import apex.kernel.count.RouteCounters;
import apex.kernel.count.StatusClass;
import apex.kernel.count.UpstreamCounters;
import apex.spi.exchange.Answer;
import apex.spi.exchange.Exchange;
import apex.spi.exchange.HeapChunk;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of an exchange is counted, and where. */
class CountingTest {
    private static final HttpConfig WITHOUT_BODIES = new HttpConfig(false, ForwardedStyle.X_FORWARDED, true, "apex");

    private final MuxBackend backend = new MuxBackend();
    private final MuxGateway gateway = MuxGateway.of(backend);

    private static RouteCounters route(MuxGateway gateway) {
        return gateway.counters().route("app");
    }

    private static UpstreamCounters upstream(MuxGateway gateway) {
        return gateway.counters().upstream("app");
    }

    private static EndpointCounters endpoint(MuxGateway gateway, int index) {
        return upstream(gateway).endpoint("http://backend-" + index);
    }

    private static long count(Histogram histogram) {
        return Arrays.stream(histogram.counts()).sum();
    }

    @Test
    void anExchangeIsCountedOnceWithItsBytesAndTimes() {
        gateway.connect().open("POST", "/app", false).send("four").finish();
        gateway.loop().turn();
        backend.stream(0).respond(201, false).send("sixsix").finish();

        assertEquals(1, route(gateway).completed(StatusClass.SUCCESS));
        assertEquals(4, route(gateway).requestBytes());
        assertEquals(6, route(gateway).responseBytes());
        assertEquals(1, count(route(gateway).durations()));
        assertEquals(1, count(upstream(gateway).headDurations()));
        assertEquals(1, endpoint(gateway, 0).requests());
        assertEquals(0, endpoint(gateway, 0).failures());
        assertEquals(0, upstream(gateway).retries());
        assertEquals(
                0,
                Reason.all().stream()
                        .mapToLong(gateway.counters().reasons()::of)
                        .sum());
    }

    @Test
    void aRefusedConnectionIsCompletedByTheListenersFiltersAndCountedByTheListenerAlone() {
        List<String> seen = new ArrayList<>();
        Filter throwing = new Filter() {
            @Override
            public void onComplete(Exchange exchange) {
                throw new IllegalStateException("broken");
            }
        };
        Filter noting = new Filter() {
            @Override
            public void onComplete(Exchange exchange) {
                seen.add(exchange.peer().address() + " " + exchange.reason() + " "
                        + exchange.response().status() + " " + exchange.route());
            }
        };
        gateway.publish(List.of(noting, throwing), List.of(noting));
        InetSocketAddress client = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.9"), 4711);
        gateway.dispatcher().refused(gateway.loop(), new Peer(client, client, false), Reason.CLIENT_CONNECTION_LIMIT);

        assertEquals(List.of("192.0.2.9 client_connection_limit 429 null"), seen);
        assertEquals(0, gateway.dispatcher().openExchanges());
        assertEquals(0, gateway.counters().reasons().of(Reason.CLIENT_CONNECTION_LIMIT));
        assertEquals(0, gateway.counters().unrouted().completed(StatusClass.CLIENT_ERROR));
        assertEquals(0, gateway.loop().arenas().lentBytes());
    }

    @Test
    void aRequestWithoutARouteIsCountedWithoutOne() {
        gateway.connect().open("GET", "/elsewhere", true);

        assertEquals(1, gateway.counters().unrouted().completed(StatusClass.CLIENT_ERROR));
        assertEquals(0, route(gateway).completed(StatusClass.CLIENT_ERROR));
        assertEquals(1, gateway.counters().reasons().of(Reason.NO_ROUTE));
        assertEquals(0, count(upstream(gateway).headDurations()));
    }

    @Test
    void anExchangeThatGivesWayIsAbortedAndNoFailureOfItsBackend() {
        MuxClient.Stream slow = gateway.connect().open("GET", "/app", true);
        slow.fill();
        assertEquals(MuxGateway.POLICY.pace(), backend.stream(0).pace());
        backend.stream(0).respond(200, false).send("part").fail(Reason.GAVE_WAY, false);

        assertEquals(Reason.GAVE_WAY, slow.aborted());
        assertFalse(slow.isEnded());
        assertNull(backend.stream(0).pace());
        assertEquals(1, route(gateway).completed(StatusClass.ABORTED));
        assertEquals(1, gateway.counters().reasons().of(Reason.GAVE_WAY));
        assertEquals(0, endpoint(gateway, 0).failures());
        assertEquals(0, upstream(gateway).retries());
        slow.drain();
        gateway.loop().pass(2 * MuxGateway.TIMEOUT_MILLIS);
        assertEquals(1, backend.streams());
    }

    @Test
    void aClientThatGoesAwayIsAbortedWhateverHasBeenSent() {
        gateway.connect().open("GET", "/app", true).reset();
        MuxClient.Stream midway = gateway.connect().open("GET", "/app", true);
        backend.stream(1).respond(200, false).send("part");
        midway.reset();

        assertEquals(2, route(gateway).completed(StatusClass.ABORTED));
        assertEquals(0, route(gateway).completed(StatusClass.SUCCESS));
        assertEquals(2, gateway.counters().reasons().of(Reason.CLIENT_ABORT));
        assertEquals(0, endpoint(gateway, 0).failures());
    }

    @Test
    void anAttemptThatFailsIsTheEndpointsAndTheNextIsARetry() {
        MuxBackend dead = new MuxBackend().refuse(Reason.CONNECT_REFUSED);
        MuxBackend alive = new MuxBackend();
        MuxGateway two = new MuxGateway(List.of(), List.of(), new SlotSlabs(1), List.of(dead, alive));
        two.connect().open("GET", "/app", true);
        alive.stream(0).respond(200, true);

        assertEquals(1, endpoint(two, 0).requests());
        assertEquals(1, endpoint(two, 0).failures());
        assertEquals(1, endpoint(two, 1).requests());
        assertEquals(0, endpoint(two, 1).failures());
        assertEquals(1, upstream(two).retries());
        assertEquals(0, two.counters().reasons().of(Reason.CONNECT_REFUSED));
        assertEquals(1, route(two).completed(StatusClass.SUCCESS));
    }

    @Test
    void aBackendThatIsSilentForTooLongHasFailed() {
        gateway.connect().open("GET", "/app", true);
        gateway.loop().pass(MuxGateway.TIMEOUT_MILLIS + 100);

        assertEquals(1, endpoint(gateway, 0).failures());
        assertEquals(1, gateway.counters().reasons().of(Reason.RESPONSE_TIMEOUT));
        assertEquals(1, route(gateway).completed(StatusClass.SERVER_ERROR));
    }

    @Test
    void anExchangeThatBeganInAnEarlierGenerationCountsForTheSameName() {
        gateway.connect().open("GET", "/app", true);
        gateway.publish(List.of(), List.of());
        gateway.connect().open("GET", "/app", true);
        backend.stream(0).respond(200, true);
        backend.stream(1).respond(200, true);

        assertEquals(2, route(gateway).completed(StatusClass.SUCCESS));
    }

    @Test
    void aTunnelIsCountedWithItsBytesWhenItClosesAndItsIdleEndHasAReason() {
        MuxClient.Stream client = gateway.connect().upgrade("/app", "websocket");
        backend.stream(0).respond(101, false);
        gateway.loop().turn();
        client.send("ping");
        backend.stream(0).send("pong!");

        assertEquals(1, route(gateway).completed(StatusClass.SWITCHED));
        assertEquals(1, route(gateway).tunnelsOpen());
        gateway.loop().pass(2 * MuxGateway.TIMEOUT_MILLIS);
        assertEquals(1, route(gateway).tunnelsOpened());
        assertEquals(0, route(gateway).tunnelsOpen());
        assertEquals(4, route(gateway).tunnelBytesFromClients());
        assertEquals(5, route(gateway).tunnelBytesFromBackends());
        assertEquals(1, gateway.counters().reasons().of(Reason.TUNNEL_IDLE));
    }

    @Test
    void anAnswerHasNoBodyWhereReasonsAreNotTold() {
        gateway.publish(MuxGateway.POLICY, WITHOUT_BODIES, List.of());
        MuxClient.Stream stream = gateway.connect().open("GET", "/elsewhere", true);

        assertEquals(404, stream.status());
        assertEquals("", stream.body());
        assertFalse(stream.fields().contains("Content-Type"), stream.fields());
        assertEquals(1, gateway.counters().reasons().of(Reason.NO_ROUTE));
    }

    @Test
    void aFiltersOwnBodyIsSentWhereReasonsAreNotTold() {
        Reason limited = Reason.of("limited", 429, "Too many.");
        gateway.publish(MuxGateway.POLICY, WITHOUT_BODIES, List.of(new Filter() {
            @Override
            public Verdict onRequest(Exchange exchange) {
                return exchange.answer(new Answer(429, limited, List.of(), null, new HeapChunk(new byte[] {'n', 'o'})));
            }
        }));
        MuxClient.Stream stream = gateway.connect().open("GET", "/app", true);

        assertEquals(429, stream.status());
        assertEquals("no", stream.body());
        assertEquals(1, gateway.counters().reasons().ofPlugins());
    }
}
