package apex.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import apex.net.loop.NetLoop;
import apex.net.loop.TransportChoice;
import apex.spi.transport.Connector;
import apex.spi.transport.Need;
import io.netty.channel.SingleThreadEventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which connection an exchange gets for its need, and that a stale one is nobody's. */
class NeedTest {
    /** With what the clock of a loop may be behind. */
    private static final long PROVEN_NANOS = 1_100_000_000L;

    private static Rig rig(TransportChoice io) {
        return new Rig(io, 1, new TestProtocol(_ -> new Recorder()));
    }

    private static Asker ask(Rig rig, Connector connector, Need need) {
        Asker asker = new Asker();
        rig.run(0, () -> connector.acquire(rig.platform.loops().getFirst(), asker, need));
        return asker;
    }

    private static Asker served(Rig rig, Connector connector) throws InterruptedException {
        Asker asker = ask(rig, connector, Need.FRESH);
        assertEquals("new", asker.answer());
        return asker;
    }

    private static long over(Rig rig, Asker asker) {
        rig.run(0, asker.call::over);
        return System.nanoTime();
    }

    private static void awaitAge(long since) {
        Rig.await("a connection that is not proven any more", () -> System.nanoTime() - since > PROVEN_NANOS);
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void oneThatMustNotBeRepeatedTakesAConnectionThatHasServedAMomentAgo(TransportChoice io) throws Exception {
        try (RawBackend backend = new RawBackend();
                Rig rig = rig(io)) {
            Connector connector = rig.connector(Rig.endpoint(backend.url(), 10, 0));
            Asker first = served(rig, connector);
            over(rig, first);
            Asker second = ask(rig, connector, Need.PROVEN);
            assertEquals("reused", second.answer());
            assertSame(first.call, second.call);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void itGetsANewOneWhenTheIdleOnesAreOldAndAnOldOneWhenThereIsNoPermit(TransportChoice io) throws Exception {
        try (RawBackend backend = new RawBackend();
                Rig rig = rig(io)) {
            Connector connector = rig.connector(Rig.endpoint(backend.url(), 2, 0));
            Asker first = served(rig, connector);
            awaitAge(over(rig, first));
            Asker second = ask(rig, connector, Need.PROVEN);
            assertEquals("new", second.answer());
            assertNotSame(first.call, second.call);
            Asker third = ask(rig, connector, Need.PROVEN);
            assertEquals("reused", third.answer(), "no permit is left");
            assertSame(first.call, third.call);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionWhoseEndOrExcessBytesTheLoopHasYetToReadServesNoRequestThatMustNotBeRepeated(boolean writes)
            throws Exception {
        try (RawBackend backend = new RawBackend();
                Rig rig = rig(TransportChoice.EPOLL)) {
            Connector connector = rig.connector(Rig.endpoint(backend.url(), 10, 0));
            Asker first = served(rig, connector);
            Socket socket = backend.accept();
            over(rig, first);
            Asker second = new Asker();
            rig.run(0, () -> {
                // The loop is in the midst of a turn: it will read of this later.
                spoil(socket, writes);
                connector.acquire(rig.platform.loops().getFirst(), second, Need.PROVEN);
            });
            assertEquals("new", second.answer());
            assertFalse(rig.on(0, first.call.wire()::isOpen));
        }
    }

    @Test
    void aConnectionThatHasBeenIdleForLongIsAskedBeforeItServesAnybody() throws Exception {
        try (RawBackend backend = new RawBackend();
                Rig rig = rig(TransportChoice.EPOLL)) {
            Connector connector = rig.connector(Rig.endpoint(backend.url(), 10, 0));
            Asker older = served(rig, connector);
            Socket olderSocket = backend.accept();
            Asker newer = served(rig, connector);
            Socket newerSocket = backend.accept();
            over(rig, older);
            awaitAge(over(rig, newer));
            Asker asker = new Asker();
            rig.run(0, () -> {
                spoil(newerSocket, false);
                connector.acquire(rig.platform.loops().getFirst(), asker, Need.ANY);
            });
            assertEquals("reused", asker.answer());
            assertSame(older.call, asker.call);
            olderSocket.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void anIdleConnectionThatIsResetIsGoneBeforeTheNextTurn(TransportChoice io) throws Exception {
        try (RawBackend backend = new RawBackend();
                Rig rig = rig(io)) {
            Connector connector = rig.connector(Rig.endpoint(backend.url(), 10, 0));
            Asker first = served(rig, connector);
            Socket socket = backend.accept();
            over(rig, first);
            socket.setSoLinger(true, 0);
            socket.close();
            Rig.await("dropped", () -> rig.on(0, () -> !first.call.wire().isOpen()));
            assertEquals("new", ask(rig, connector, Need.ANY).answer());
        }
    }

    private static void spoil(Socket socket, boolean writes) {
        try {
            if (writes) {
                socket.getOutputStream().write('!');
            } else {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aNewOneJoinsItsLoopOnlyAfterTheEventsThatWereReportedTogether(TransportChoice io) throws Exception {
        try (RawBackend backend = new RawBackend();
                Rig rig = rig(io)) {
            Connector connector = rig.connector(Rig.endpoint(backend.url(), 10, 0));
            NetLoop loop = (NetLoop) rig.platform.loops().getFirst();
            Asker asker = new Asker();
            int[] joined = new int[2];
            rig.run(0, () -> {
                joined[0] = ((SingleThreadEventLoop) loop.events()).registeredChannels();
                connector.acquire(loop, asker, Need.FRESH);
                joined[1] = ((SingleThreadEventLoop) loop.events()).registeredChannels();
            });
            assertEquals(joined[0], joined[1], "a late event for its descriptor would be taken for its own");
            assertEquals("new", asker.answer());
        }
    }
}
