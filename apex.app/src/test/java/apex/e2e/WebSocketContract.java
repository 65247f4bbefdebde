package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.loop.TransportChoice;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.java_websocket.enums.Opcode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** RFC 6455 with an implementation by others at both ends of a gateway; run once for each way to drive sockets. */
@Timeout(120)
abstract class WebSocketContract {
    private static final int LARGE = 10 << 20;
    private static final int MANY = 1000;

    private final TransportChoice io;

    WebSocketContract(TransportChoice io) {
        this.io = io;
    }

    private RunningGateway to(SocketOrigin origin) {
        return to(origin, 0);
    }

    private RunningGateway to(SocketOrigin origin, int memoryMib) {
        return RunningGateway.start(io, """
                [server]
                listen = "127.0.0.1:0"
                workers = 2
                max_connections_per_backend = 2000
                access_log = false
                [limits]
                memory_mib = %d
                [[routes]]
                name = "sockets"
                backends = [{ url = "%s" }]
                """.formatted(memoryMib, origin.url()));
    }

    private static SocketClient open(RunningGateway gateway, WatchedDraft draft) {
        SocketClient client = SocketClient.start(gateway, draft);
        String event = client.nextEvent();
        assertTrue(event.startsWith("open 101 "), event);
        return client;
    }

    @Test
    void permessageDeflateIsNegotiatedAndUsedBothWays() {
        WatchedDraft here = WatchedDraft.deflate();
        WatchedDraft there = WatchedDraft.deflate();
        try (SocketOrigin origin = SocketOrigin.start(there);
                RunningGateway gateway = to(origin);
                SocketClient client = SocketClient.start(gateway, here)) {
            String opened = client.nextEvent();
            assertTrue(opened.startsWith("open 101 permessage-deflate"), opened);
            for (int i = 0; i < 3; i++) {
                String message = "again and ".repeat(500) + i;
                client.send(message);
                assertEquals("text " + message, client.nextEvent());
            }
            List<String> compressed = List.of("deflated", "TEXT", "deflated", "TEXT", "deflated", "TEXT");
            assertEquals(compressed, there.frames());
            assertEquals(compressed, here.frames());
        }
    }

    @Test
    void fragmentsArriveAsTheyWereSent() {
        WatchedDraft here = WatchedDraft.plain();
        WatchedDraft there = WatchedDraft.plain();
        try (SocketOrigin origin = SocketOrigin.start(there);
                RunningGateway gateway = to(origin);
                SocketClient client = open(gateway, here)) {
            client.sendFragmentedFrame(Opcode.TEXT, utf8("Grüße, "), false);
            client.sendPing();
            client.sendFragmentedFrame(Opcode.TEXT, utf8("in "), false);
            client.sendFragmentedFrame(Opcode.TEXT, utf8("parts"), true);
            assertEquals("pong", client.nextEvent());
            assertEquals("text Grüße, in parts", client.nextEvent());
            assertEquals(List.of("TEXT+", "PING", "CONTINUOUS+", "CONTINUOUS"), there.frames());
            client.send(SocketOrigin.FRAGMENTS);
            assertEquals("text one two three", client.nextEvent());
            assertEquals(List.of("PONG", "TEXT", "TEXT+", "CONTINUOUS+", "CONTINUOUS"), here.frames());
        }
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void pingIsAnsweredByTheOtherEnd() {
        WatchedDraft here = WatchedDraft.plain();
        WatchedDraft there = WatchedDraft.plain();
        try (SocketOrigin origin = SocketOrigin.start(there);
                RunningGateway gateway = to(origin);
                SocketClient client = open(gateway, here)) {
            client.sendPing();
            assertEquals("pong", client.nextEvent());
            client.send(SocketOrigin.PING);
            assertEquals("pong", origin.nextEvent());
            assertEquals(List.of("PING", "TEXT", "PONG"), there.frames());
            assertEquals(List.of("PONG", "PING"), here.frames());
        }
    }

    @Test
    void closeCodesGoBothWays() {
        for (String close : List.of("1000 ", "1012 restart", "4001 moved on")) {
            WatchedDraft here = WatchedDraft.plain();
            WatchedDraft there = WatchedDraft.plain();
            try (SocketOrigin origin = SocketOrigin.start(there);
                    RunningGateway gateway = to(origin);
                    SocketClient leaving = open(gateway, here);
                    SocketClient sentAway = open(gateway, here)) {
                leaving.sayGoodbye(Integer.parseInt(close.substring(0, 4)), close.substring(5));
                assertEquals("closed " + close, leaving.nextEvent());
                assertEquals("CLOSING " + close, there.frames().getFirst());
                sentAway.send(SocketOrigin.CLOSE + close);
                assertEquals("closed " + close, sentAway.nextEvent());
                assertEquals(List.of("CLOSING " + close, "CLOSING " + close), here.frames());
            }
        }
    }

    @Test
    void endThatDiesIsAnAbnormalCloseAtTheOther() {
        try (SocketOrigin origin = SocketOrigin.start(WatchedDraft.plain());
                RunningGateway gateway = to(origin);
                SocketClient survivor = open(gateway, WatchedDraft.plain());
                SocketClient dying = open(gateway, WatchedDraft.plain())) {
            for (SocketClient client : List.of(survivor, dying)) {
                client.send("alive");
                assertEquals("text alive", client.nextEvent());
            }
            dying.reset();
            assertAbnormal(origin.nextEvent());
            survivor.send(SocketOrigin.DIE);
            assertAbnormal(survivor.nextEvent());
        }
    }

    private static void assertAbnormal(String event) {
        assertTrue(event.startsWith("closed 1006 "), event);
    }

    @Test
    void tenMegabytesGoBothWaysThroughASmallMemory() {
        byte[] message = new byte[LARGE];
        new Random(42).nextBytes(message);
        try (SocketOrigin origin = SocketOrigin.start(WatchedDraft.plain());
                RunningGateway gateway = to(origin, 4);
                SocketClient client = open(gateway, WatchedDraft.plain())) {
            client.send(message);
            assertEquals(ByteBuffer.wrap(message), client.nextBinary());
            String text = "0123456789abcdef".repeat(LARGE / 16);
            client.send(text);
            assertEquals("text " + text, client.nextEvent());
        }
    }

    @Test
    void thousandSocketsAtOnceEachGetTheirOwn() {
        WatchedDraft draft = WatchedDraft.deflate();
        try (SocketOrigin origin = SocketOrigin.start(draft);
                RunningGateway gateway = to(origin)) {
            List<SocketClient> clients = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                clients.add(SocketClient.start(gateway, draft));
            }
            for (SocketClient client : clients) {
                String event = client.nextEvent();
                assertTrue(event.startsWith("open 101 permessage-deflate"), event);
            }
            Eventually.holds(
                    "a quiet socket holds no memory", () -> gateway.platform().heldBytes() == 0);
            for (int i = 0; i < MANY; i++) {
                clients.get(i).send("text of " + i);
                clients.get(i).send(new byte[] {(byte) i, (byte) (i >> 8), 0, -1});
            }
            for (int i = 0; i < MANY; i++) {
                assertEquals("text text of " + i, clients.get(i).nextEvent());
                ByteBuffer expected = ByteBuffer.wrap(new byte[] {(byte) i, (byte) (i >> 8), 0, -1});
                assertEquals(expected, clients.get(i).nextBinary());
            }
            assertEquals(MANY, origin.open());
            clients.forEach(client -> client.sayGoodbye(1000, ""));
            for (SocketClient client : clients) {
                assertEquals("closed 1000 ", client.nextEvent());
            }
            Eventually.holds("no socket is left", () -> origin.open() == 0);
        }
    }
}
