package apex.e2e;

import static apex.e2e.ReasonRecipe.get;
import static apex.e2e.ReasonRecipe.post;
import static apex.e2e.ReasonRecipe.told;
import static apex.e2e.ReasonRecipe.upgrade;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import apex.e2e.ReasonRecipe.Shown;
import apex.spi.exchange.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A recipe for each reason. */
final class ReasonRecipes {
    /** What {@link ReasonSetup#CROWDED} lets wait for one backend. */
    private static final int QUEUE = 10_000;

    private static final List<ReasonRecipe> OF_CLIENTS = List.of(
            told(Reason.BAD_REQUEST_LINE, ReasonSetup.ROUTES, "\r\n\r\n\r\n"),
            told(Reason.BAD_METHOD, ReasonSetup.ROUTES, "G{T /o/ok HTTP/1.1\r\nHost: a\r\n\r\n"),
            told(Reason.BAD_TARGET, "o/ok"),
            told(Reason.BAD_VERSION, ReasonSetup.ROUTES, "GET /o/ok HTTP/2.0\r\nHost: a\r\n\r\n"),
            told(Reason.BAD_FIELD, ReasonSetup.ROUTES, "GET /o/ok HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n"),
            told(Reason.BAD_HOST, ReasonSetup.ROUTES, "GET /o/ok HTTP/1.1\r\n\r\n"),
            told(
                    Reason.BAD_FRAMING,
                    ReasonSetup.ROUTES,
                    "POST /o/ok HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"),
            told(
                    Reason.BAD_CHUNK,
                    ReasonSetup.ROUTES,
                    "POST /o/wait HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nno number\r\n"),
            told(Reason.TARGET_TOO_LONG, "/o/" + "t".repeat(9_000)),
            told(
                    Reason.HEAD_TOO_LARGE,
                    ReasonSetup.ROUTES,
                    "GET /o/ok HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(9_000) + "\r\n\r\n"),
            told(Reason.HEADER_TIMEOUT, ReasonSetup.HURRIED, "GET /o/ok HTTP/1.1\r\nHost:"),
            told(Reason.BODY_TIMEOUT, ReasonSetup.ROUTES, post("/brisk/wait", 4, "123")),
            told(Reason.BODY_TOO_SLOW, ReasonSetup.ROUTES, post("/paced/wait", 1_000_000, "slow")),
            told(Reason.BODY_TOO_LARGE, ReasonSetup.ROUTES, post("/brisk/wait", 5, "12345")),
            recipe(Reason.CLIENT_ABORT, ReasonSetup.ROUTES, Shown.CUT_OFF, rig -> {
                try (RawConnection client = rig.gateway().connect().write(get("/o/abort"))) {
                    rig.awaitAsked("/o/abort");
                    client.reset();
                    return null;
                }
            }),
            recipe(Reason.CLIENT_STALLED, ReasonSetup.ROUTES, Shown.CUT_OFF, rig -> {
                return leaveUnread(rig, Reason.CLIENT_STALLED, "/brisk/endless");
            }),
            recipe(Reason.CLIENT_TOO_SLOW, ReasonSetup.ROUTES, Shown.CUT_OFF, rig -> {
                return leaveUnread(rig, Reason.CLIENT_TOO_SLOW, "/paced/endless");
            }),
            recipe(Reason.GAVE_WAY, ReasonSetup.HURRIED, Shown.CUT_OFF, ReasonRecipes::holdUpTheBackend),
            recipe(
                    Reason.OPTIONS_ANSWERED,
                    ReasonSetup.ROUTES,
                    Shown.ANSWERED_OTHERWISE,
                    rig -> rig.gateway().ask(ofNobodyElse("OPTIONS"))),
            told(Reason.TRACE_REFUSED, ReasonSetup.ROUTES, ofNobodyElse("TRACE")),
            told(Reason.CONNECT_REFUSED_BY_POLICY, ReasonSetup.ROUTES, "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n"),
            told(Reason.BAD_UPGRADE, ReasonSetup.ROUTES, upgrade("/o/ok", "h2c")),
            told(Reason.AMBIGUOUS_PATH, "/o/../ok"),
            told(Reason.LOOP_DETECTED, ReasonSetup.ROUTES, "GET /o/ok HTTP/1.1\r\nHost: a\r\nVia: 1.1 myself\r\n\r\n"),
            recipe(Reason.BAD_PROXY_HEADER, ReasonSetup.PROXIED, Shown.ENDED, rig -> {
                try (RawConnection client = rig.gateway().connect().write(get("/o/ok"))) {
                    assertTrue(client.isAtEnd());
                    return null;
                }
            }),
            recipe(Reason.CONNECTION_LIMIT, ReasonSetup.FULL, Shown.TOLD, ReasonRecipes::beOneTooMany),
            recipe(Reason.CLIENT_CONNECTION_LIMIT, ReasonSetup.SINGLE, Shown.TOLD, ReasonRecipes::beOneTooMany));

    private static final List<ReasonRecipe> OF_APEX = List.of(
            recipe(Reason.OVERLOADED, ReasonSetup.SMALL, Shown.TOLD, ReasonRecipes::holdAllMemory),
            recipe(Reason.TUNNEL_LIMIT, ReasonSetup.ROUTES, Shown.TOLD, rig -> {
                try (RawConnection tunnel = openTunnel(rig, "/tunnel/switch")) {
                    RawConnection.Message answer = rig.gateway().ask(upgrade("/tunnel/switch", "websocket"));
                    tunnel.reset();
                    return answer;
                }
            }),
            recipe(Reason.TUNNEL_IDLE, ReasonSetup.ROUTES, Shown.ENDED, rig -> {
                try (RawConnection tunnel = openTunnel(rig, "/lively/switch")) {
                    assertTrue(tunnel.isAtEnd());
                    return null;
                }
            }),
            told(Reason.NO_ROUTE, "/"),
            recipe(
                    Reason.FILTER_ANSWER,
                    ReasonSetup.ROUTES,
                    Shown.ANSWERED_OTHERWISE,
                    rig -> rig.gateway().get("/answers")),
            told(Reason.FILTER_ERROR, "/throws/ok"),
            told(Reason.FILTER_BODY_TOO_LARGE, ReasonSetup.ROUTES, post("/refuses/wait", 4, "1234")),
            told(Reason.NO_HEALTHY_ENDPOINT, "/nowhere/ok"),
            recipe(Reason.QUEUE_FULL, ReasonSetup.CROWDED, Shown.TOLD, ReasonRecipes::crowd),
            recipe(Reason.QUEUE_TIMEOUT, ReasonSetup.HURRIED, Shown.TOLD, rig -> {
                try (RawConnection busy = rig.gateway().connect().write(get("/o/busy"))) {
                    rig.awaitAsked("/o/busy");
                    RawConnection.Message answer = rig.gateway().get("/o/ok");
                    busy.reset();
                    return answer;
                }
            }),
            told(Reason.INTERNAL_ERROR, ReasonSetup.ROUTES, post("/lies/wait", 4, "1234")));

    private static final List<ReasonRecipe> OF_BACKENDS = List.of(
            told(Reason.BACKEND_UNRESOLVED, ReasonSetup.HURRIED, get("/unknown")),
            told(Reason.CONNECT_REFUSED, "/refused"),
            told(Reason.CONNECT_FAILED, "/missing"),
            told(Reason.CONNECT_TIMEOUT, "/silent"),
            told(Reason.RESPONSE_TIMEOUT, "/impatient/wait"),
            recipe(Reason.BACKEND_IDLE, ReasonSetup.ROUTES, Shown.CUT_OFF, rig -> {
                try (RawConnection client = rig.gateway().connect().write(get("/impatient/half"))) {
                    assertTrue(client.readHead().startsWith("HTTP/1.1 200 "));
                    assertEquals("half of it", client.readAll());
                    return null;
                }
            }),
            told(Reason.BACKEND_CLOSED, "/o/close"),
            told(Reason.BACKEND_RESET, "/o/reset"),
            told(Reason.BAD_RESPONSE, "/o/garbage"),
            told(Reason.RESPONSE_HEAD_TOO_LARGE, "/o/wordy"));

    private ReasonRecipes() {}

    static List<ReasonRecipe> all() {
        return Stream.of(OF_CLIENTS, OF_APEX, OF_BACKENDS).flatMap(List::stream).toList();
    }

    private static ReasonRecipe recipe(
            Reason reason, ReasonSetup setup, Shown shown, ReasonRecipe.Provocation provocation) {
        return new ReasonRecipe(reason, setup, shown, provocation);
    }

    /** Asks for more than anybody buffers, and reads nothing until the gateway has had enough. */
    private static RawConnection.Message leaveUnread(ReasonRig rig, Reason reason, String target) throws IOException {
        int before = rig.counted(reason);
        try (RawConnection _ = rig.gateway().connect().write(get(target))) {
            Eventually.holds("it is counted", () -> rig.counted(reason) > before);
            return null;
        }
    }

    /** Holds up the only connection to the backend, until others have waited for it long enough. */
    private static RawConnection.Message holdUpTheBackend(ReasonRig rig) throws IOException {
        int before = rig.counted(Reason.GAVE_WAY);
        try (RawConnection _ = rig.gateway().connect().write(get("/modest/endless"))) {
            rig.awaitAsked("/modest/endless");
            for (int i = 0; i < 50 && rig.counted(Reason.GAVE_WAY) == before; i++) {
                rig.gateway().get("/o/ok");
            }
            return null;
        }
    }

    private static String ofNobodyElse(String method) {
        return method + " /o/ok HTTP/1.1\r\nHost: a\r\nMax-Forwards: 0\r\n\r\n";
    }

    /** Connects while the only connection that there may be is busy. */
    private static RawConnection.Message beOneTooMany(ReasonRig rig) throws IOException {
        try (RawConnection busy = rig.gateway().connect().write(get("/o/busy"))) {
            rig.awaitAsked("/o/busy");
            try (RawConnection another = rig.gateway().connect()) {
                RawConnection.Message answer = another.readMessage();
                busy.reset();
                return answer;
            }
        }
    }

    /** Heads that never end hold the memory in which they lie, until one of them is too much. */
    private static RawConnection.Message holdAllMemory(ReasonRig rig) throws IOException {
        long most = 1 << 20;
        int before = rig.counted(Reason.OVERLOADED);
        List<RawConnection> holders = new ArrayList<>();
        try {
            String begin = "GET /o/ok HTTP/1.1\r\n" + ("X: " + "y".repeat(4_000) + "\r\n").repeat(2);
            long held = 0;
            while (held <= most && rig.counted(Reason.OVERLOADED) == before) {
                long last = heldBytes(rig);
                holders.add(rig.gateway().connect().write(begin));
                Eventually.holds(
                        "more than " + last + " bytes are held, or too much",
                        () -> heldBytes(rig) > last || rig.counted(Reason.OVERLOADED) > before);
                held = heldBytes(rig);
            }
            return holders.getLast().readMessage();
        } finally {
            for (RawConnection holder : holders) {
                holder.close();
            }
        }
    }

    /** With the arenas of heads. */
    private static long heldBytes(ReasonRig rig) {
        return rig.gateway().platform().netLoops().getFirst().budget().heldBytes();
    }

    private static RawConnection openTunnel(ReasonRig rig, String target) throws IOException {
        RawConnection tunnel = rig.gateway().connect().write(upgrade(target, "websocket"));
        assertTrue(tunnel.readHead().startsWith("HTTP/1.1 101 "));
        return tunnel;
    }

    /** Requests whose clients have ended their side wait all the same, and take no descriptor here. */
    private static RawConnection.Message crowd(ReasonRig rig) throws IOException {
        assumeTrue(rig.mostDescriptors() > QUEUE + 1_000, "too few descriptors for a queue of " + QUEUE);
        try (RawConnection busy = rig.gateway().connect().write(get("/o/busy"))) {
            rig.awaitAsked("/o/busy");
            for (int i = 0; i < QUEUE; i++) {
                rig.gateway().connect().write(get("/o/ok")).close();
            }
            Eventually.holds("all of them wait", () -> rig.gateway().gateway().openExchanges() == QUEUE + 1);
            RawConnection.Message answer = rig.gateway().get("/o/ok");
            busy.reset();
            return answer;
        }
    }
}
