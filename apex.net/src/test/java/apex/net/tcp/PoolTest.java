package apex.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.Input;
import apex.net.Wire;
import apex.net.WireHandler;
import apex.net.loop.TransportChoice;
import apex.spi.transport.Binding;
import apex.spi.transport.Connector;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.Need;
import apex.spi.transport.Probe;
import apex.spi.transport.ProxyHeader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Acquiring, waiting, reusing and giving back, over real connections to a listener of the same platform. */
class PoolTest {
    private final BlockingQueue<Wire> served = new LinkedBlockingQueue<>();

    @TempDir
    private Path folder;

    private WireHandler serve(Wire wire) {
        served.add(wire);
        return new Recorder() {
            @Override
            public void inputEnded() {
                wire.close();
            }
        };
    }

    private static WireHandler answerProbe(Wire wire, Probe probe) {
        return new Recorder() {
            @Override
            public void read(Input input) {
                probe.done(200 + input.peek(0), "");
                input.skip(input.remaining());
                wire.close();
            }
        };
    }

    private Rig rig(TransportChoice io) {
        return new Rig(io, 2, new TestProtocol(this::serve, PoolTest::answerProbe));
    }

    private static Asker ask(Rig rig, Connector connector, int loop, boolean fresh) {
        Asker asker = new Asker();
        rig.run(loop, () -> connector.acquire(rig.platform.loops().get(loop), asker, fresh ? Need.FRESH : Need.ANY));
        return asker;
    }

    private static void over(Rig rig, int loop, Asker asker) {
        rig.run(loop, asker.call::over);
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void theConnectionThatWasIdleLastIsReused(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = rig.bind("127.0.0.1:0");
            Connector connector =
                    rig.connector(Rig.endpoint(Rig.url(binding.addresses().getFirst()), 10, 0));
            Asker one = ask(rig, connector, 0, false);
            Asker two = ask(rig, connector, 0, false);
            assertEquals("new", one.answer());
            assertEquals("new", two.answer());
            over(rig, 0, two);
            over(rig, 0, one);
            Asker three = ask(rig, connector, 0, false);
            assertEquals("reused", three.answer());
            assertSame(one.call, three.call);
            Asker four = ask(rig, connector, 0, true);
            assertEquals("new", four.answer());
            assertNotSame(two.call, four.call);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void connectionsAreScarceWhenHalfOfThemAreInUseAndIdleOnesAreNot(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = rig.bind("127.0.0.1:0");
            Connector connector =
                    rig.connector(Rig.endpoint(Rig.url(binding.addresses().getFirst()), 3, 0));
            Asker one = ask(rig, connector, 0, false);
            assertEquals("new", one.answer());
            assertFalse(connector.isScarce());
            Asker two = ask(rig, connector, 1, false);
            assertEquals("new", two.answer());
            assertTrue(connector.isScarce());
            over(rig, 1, two);
            assertFalse(connector.isScarce());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void anIdleConnectionThatTheBackendClosesOrWritesToIsDropped(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = rig.bind("127.0.0.1:0");
            Connector connector =
                    rig.connector(Rig.endpoint(Rig.url(binding.addresses().getFirst()), 10, 0));
            for (boolean writes : List.of(true, false)) {
                Asker asker = ask(rig, connector, 0, false);
                assertEquals("new", asker.answer());
                Wire backend = served.poll(5, TimeUnit.SECONDS);
                over(rig, 0, asker);
                backend.loop().execute(() -> {
                    if (writes) {
                        backend.write(new byte[] {'?'}, 0, 1);
                    } else {
                        backend.shutdownOutput();
                    }
                });
                Rig.await("dropped", () -> rig.on(0, () -> !asker.call.wire().isOpen()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void anIdleConnectionIsClosedAfterItsTimeout(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = rig.bind("127.0.0.1:0");
            EndpointSpec spec = Rig.endpoint(Rig.url(binding.addresses().getFirst()), 10, 0);
            Connector connector = rig.connector(new EndpointSpec(
                    spec.endpoint(),
                    spec.place(),
                    10,
                    0,
                    spec.connectTimeoutMillis(),
                    spec.queueTimeoutMillis(),
                    30,
                    ProxyHeader.NONE));
            Asker asker = ask(rig, connector, 0, false);
            assertEquals("new", asker.answer());
            over(rig, 0, asker);
            Rig.await("closed", () -> rig.on(0, () -> !asker.call.wire().isOpen()));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aFullQueueRefusesAtOnceAndAWaiterGetsTheNextIdleConnection(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = rig.bind("127.0.0.1:0");
            Connector connector =
                    rig.connector(Rig.endpoint(Rig.url(binding.addresses().getFirst()), 1, 1));
            Asker first = ask(rig, connector, 0, false);
            assertEquals("new", first.answer());
            Asker second = ask(rig, connector, 0, false);
            Asker third = ask(rig, connector, 0, false);
            assertEquals("queue_full", third.answer());
            Asker onOtherLoop = ask(rig, connector, 1, false);
            assertEquals("queue_full", onOtherLoop.answer());
            assertTrue(second.answers.isEmpty());
            over(rig, 0, first);
            assertEquals("reused", second.answer());
            assertSame(first.call, second.call);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void waitingEndsWithTheQueueTimeout(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = rig.bind("127.0.0.1:0");
            EndpointSpec spec = Rig.endpoint(Rig.url(binding.addresses().getFirst()), 1, 1);
            Connector connector = rig.connector(
                    new EndpointSpec(spec.endpoint(), spec.place(), 1, 1, 2000, 20, 5000, ProxyHeader.NONE));
            assertEquals("new", ask(rig, connector, 0, false).answer());
            assertEquals("queue_timeout", ask(rig, connector, 0, false).answer());
            Asker next = ask(rig, connector, 1, false);
            assertEquals("queue_timeout", next.answer(), "the place in the queue was not given back");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aPermitThatComesFreeOnOneLoopWakesAWaiterOnAnother(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = rig.bind("127.0.0.1:0");
            Connector connector =
                    rig.connector(Rig.endpoint(Rig.url(binding.addresses().getFirst()), 1, 5));
            Asker first = ask(rig, connector, 0, false);
            assertEquals("new", first.answer());
            Asker second = ask(rig, connector, 1, false);
            assertTrue(second.answers.isEmpty());
            rig.run(0, first.call.wire()::close);
            assertEquals("new", second.answer());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void anIdleConnectionOfAnotherLoopIsAskedBack(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = rig.bind("127.0.0.1:0");
            Connector connector =
                    rig.connector(Rig.endpoint(Rig.url(binding.addresses().getFirst()), 1, 5));
            Asker first = ask(rig, connector, 0, false);
            assertEquals("new", first.answer());
            over(rig, 0, first);
            Asker second = ask(rig, connector, 1, false);
            assertEquals("new", second.answer());
            Asker third = ask(rig, connector, 0, false);
            assertTrue(third.answers.isEmpty());
            over(rig, 1, second);
            assertEquals("new", third.answer());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void oneThatWantsANewConnectionGetsItAtTheCostOfAnIdleOne(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = rig.bind("127.0.0.1:0");
            Connector connector =
                    rig.connector(Rig.endpoint(Rig.url(binding.addresses().getFirst()), 1, 5));
            Asker first = ask(rig, connector, 0, false);
            assertEquals("new", first.answer());
            over(rig, 0, first);
            Asker second = ask(rig, connector, 0, true);
            assertEquals("new", second.answer());
            assertNotSame(first.call, second.call);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void manyExchangesOnTwoLoopsAllGetTheirTurnOnOneConnection(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = rig.bind("127.0.0.1:0");
            Connector connector =
                    rig.connector(Rig.endpoint(Rig.url(binding.addresses().getFirst()), 1, 100));
            List<Asker> askers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                askers.add(ask(rig, connector, i % 2, false));
            }
            for (int done = 0; done < 40; done++) {
                Asker served = nextAnswered(askers);
                int loop = rig.platform.loops().indexOf(served.call.wire().loop());
                over(rig, loop, served);
                askers.remove(served);
            }
        }
    }

    private static Asker nextAnswered(List<Asker> askers) {
        List<Asker> found = new ArrayList<>();
        Rig.await("an exchange served", () -> {
            askers.stream().filter(asker -> asker.call != null).findFirst().ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aConnectionForACancelledAcquirerServesTheNext(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = rig.bind("127.0.0.1:0");
            Connector connector =
                    rig.connector(Rig.endpoint(Rig.url(binding.addresses().getFirst()), 1, 5));
            Asker cancelled = new Asker();
            Asker queuedAndCancelled = new Asker();
            Asker next = new Asker();
            rig.run(0, () -> {
                var loop = rig.platform.loops().getFirst();
                connector.acquire(loop, cancelled, Need.ANY);
                connector.acquire(loop, queuedAndCancelled, Need.ANY);
                connector.acquire(loop, next, Need.ANY);
                connector.cancel(loop, cancelled);
                connector.cancel(loop, queuedAndCancelled);
            });
            assertEquals("new", next.answer());
            assertNull(cancelled.call);
            assertNull(queuedAndCancelled.call);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aRefusedConnectionGivesItsPermitBack(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Connector connector = rig.connector(Rig.endpoint("http://127.0.0.1:" + freePort(), 1, 5));
            assertEquals("connect_refused", ask(rig, connector, 0, false).answer());
            assertEquals("connect_refused", ask(rig, connector, 1, false).answer());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void unixEndpointsAreReachedAndMissingOnesFail(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Path path = folder.resolve("p.sock");
            rig.bind("unix:" + path);
            assertEquals(
                    "new",
                    ask(rig, rig.connector(Rig.endpoint("unix:" + path, 1, 1)), 0, false)
                            .answer());
            Connector missing = rig.connector(Rig.endpoint("unix:" + path + ".not", 1, 1));
            assertEquals("connect_failed", ask(rig, missing, 0, false).answer());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void closeEndsIdleConnectionsAtOnceAndOthersWhenTheyBecomeIdle(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = rig.bind("127.0.0.1:0");
            Connector connector =
                    rig.connector(Rig.endpoint(Rig.url(binding.addresses().getFirst()), 5, 0));
            Asker idle = ask(rig, connector, 0, false);
            Asker busy = ask(rig, connector, 0, false);
            idle.answer();
            busy.answer();
            over(rig, 0, idle);
            connector.close();
            assertFalse(rig.on(0, idle.call.wire()::isOpen));
            assertTrue(rig.on(0, busy.call.wire()::isOpen));
            over(rig, 0, busy);
            assertFalse(rig.on(0, busy.call.wire()::isOpen));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void aProbeHasItsOwnConnectionAndOneAnswer(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Binding binding = rig.bind("127.0.0.1:0");
            Connector connector =
                    rig.connector(Rig.endpoint(Rig.url(binding.addresses().getFirst()), 0, 0));
            Check silent = new Check(50);
            connector.probe(rig.platform.loops().getFirst(), silent);
            assertEquals("0 no answer within 50 ms", silent.results.poll(5, TimeUnit.SECONDS));
            served.poll(5, TimeUnit.SECONDS);
            Check answered = new Check(5000);
            connector.probe(rig.platform.loops().getFirst(), answered);
            Wire backend = served.poll(5, TimeUnit.SECONDS);
            backend.loop().execute(() -> backend.write(new byte[] {4}, 0, 1));
            assertEquals("204 ", answered.results.poll(5, TimeUnit.SECONDS));
            Connector refused = rig.connector(Rig.endpoint("http://127.0.0.1:" + freePort(), 0, 0));
            Check dead = new Check(5000);
            refused.probe(rig.platform.loops().getFirst(), dead);
            assertEquals("0 The backend refused the connection.", dead.results.poll(5, TimeUnit.SECONDS));
            assertTrue(answered.results.isEmpty());
        }
    }

    @Test
    void aUrlThatCannotBeReadIsRefusedWithTheFormsThatCan() {
        try (Rig rig = rig(TransportChoice.NIO)) {
            for (String url : List.of("https://a", "http://", "http://a:0", "http://a:x", "http://[a]:1")) {
                try {
                    rig.connector(Rig.endpoint(url, 1, 1));
                    throw new AssertionError("accepted: " + url);
                } catch (IllegalArgumentException refused) {
                    assertTrue(refused.getMessage().startsWith("endpoint: " + url + " (expected: "));
                }
            }
        }
    }

    private static final class Check implements Probe {
        private final BlockingQueue<String> results = new LinkedBlockingQueue<>();
        private final long millis;

        Check(long millis) {
            this.millis = millis;
        }

        @Override
        public String path() {
            return "/";
        }

        @Override
        public long timeoutMillis() {
            return millis;
        }

        @Override
        public void done(int status, String detail) {
            results.add(status + " " + detail);
        }
    }
}
