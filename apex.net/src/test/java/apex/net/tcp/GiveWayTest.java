package apex.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.Wire;
import apex.net.WireHandler;
import apex.net.loop.TransportChoice;
import apex.spi.transport.Connector;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.Need;
import apex.spi.transport.ProxyHeader;
import java.io.IOException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exchanges that their clients hold up give their connections to those that wait, over real connections. */
class GiveWayTest {
    private static final long NEVER = 1_000_000;

    private static WireHandler serve(Wire wire) {
        return new Recorder() {
            @Override
            public void inputEnded() {
                wire.close();
            }
        };
    }

    private static Rig rig(TransportChoice io) {
        return new Rig(io, 2, new TestProtocol(GiveWayTest::serve));
    }

    private static Connector connector(Rig rig, int most, long queueMillis) throws IOException {
        EndpointSpec spec =
                Rig.endpoint(Rig.url(rig.bind("127.0.0.1:0").addresses().getFirst()), most, 9);
        return rig.connector(
                new EndpointSpec(spec.endpoint(), spec.place(), most, 9, 2_000, queueMillis, 5_000, ProxyHeader.NONE));
    }

    private static Asker ask(Rig rig, Connector connector, int loop) {
        Asker asker = new Asker();
        rig.run(loop, () -> connector.acquire(rig.platform.loops().get(loop), asker, Need.ANY));
        return asker;
    }

    private static Asker has(Rig rig, Connector connector, int loop) throws InterruptedException {
        Asker asker = ask(rig, connector, loop);
        assertEquals("new", asker.answer());
        return asker;
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void oneForEachThatWaitsGivesWayAndTheOthersStay(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Connector connector = connector(rig, 3, 5_000);
            Asker first = has(rig, connector, 0);
            Asker second = has(rig, connector, 0);
            Asker third = has(rig, connector, 0);
            rig.run(0, () -> second.call.heldUp(0));
            rig.run(0, () -> first.call.heldUp(0));
            rig.run(0, () -> third.call.heldUp(0));
            assertEquals("new", ask(rig, connector, 0).answer());
            assertEquals("gave_way for good", second.answer());
            assertEquals("new", ask(rig, connector, 0).answer());
            assertEquals("gave_way for good", first.answer());
            assertTrue(third.answers.isEmpty());
            assertEquals(3, connector.openConnections());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void oneThatBecomesHeldUpWhileOthersWaitGivesWay(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Connector connector = connector(rig, 1, 5_000);
            Asker first = has(rig, connector, 0);
            Asker waits = ask(rig, connector, 0);
            assertTrue(waits.answers.isEmpty());
            rig.run(0, () -> first.call.heldUp(30));
            assertEquals("new", waits.answer());
            assertEquals("gave_way for good", first.answer());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void whileNobodyIsHeldUpLongEnoughWaitingEndsWithTheQueueTimeout(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Connector connector = connector(rig, 2, 40);
            Asker patient = has(rig, connector, 0);
            Asker flowing = has(rig, connector, 0);
            rig.run(0, () -> patient.call.heldUp(NEVER));
            rig.run(0, () -> flowing.call.heldUp(0));
            rig.run(0, flowing.call::flows);
            assertEquals("queue_timeout", ask(rig, connector, 0).answer());
            assertTrue(patient.answers.isEmpty() && flowing.answers.isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void connectionThatEndedOrWentToAnotherExchangeIsNotHeldUpAnyMore(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Connector connector = connector(rig, 1, 40);
            Asker closed = has(rig, connector, 0);
            rig.run(0, () -> closed.call.heldUp(0));
            rig.run(0, closed.call.wire()::close);
            Rig.await("the permit is back", () -> connector.openConnections() == 0);
            Asker over = has(rig, connector, 0);
            rig.run(0, () -> over.call.heldUp(0));
            rig.run(0, over.call::over);
            Asker next = ask(rig, connector, 0);
            assertEquals("reused", next.answer());
            assertEquals("queue_timeout", ask(rig, connector, 0).answer());
            assertTrue(next.answers.isEmpty());
        }
    }

    /** Now and then the other loop had dropped its connection already, and the permit was not back yet: then one gave way. */
    @RepeatedTest(50)
    void nobodyGivesWayWhileThePermitOfAnIdleConnectionIsOnItsWay() throws Exception {
        idleConnectionOfAnotherLoopGoesBeforeAnybodyGivesWay(TransportChoice.NIO);
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_URING", "EPOLL", "NIO"})
    void idleConnectionOfAnotherLoopGoesBeforeAnybodyGivesWay(TransportChoice io) throws Exception {
        try (Rig rig = rig(io)) {
            Connector connector = connector(rig, 2, 5_000);
            Asker heldUp = has(rig, connector, 0);
            Asker elsewhere = has(rig, connector, 1);
            rig.run(0, () -> heldUp.call.heldUp(0));
            rig.run(1, elsewhere.call::over);
            assertEquals("new", ask(rig, connector, 0).answer());
            assertTrue(heldUp.answers.isEmpty());
        }
    }
}
