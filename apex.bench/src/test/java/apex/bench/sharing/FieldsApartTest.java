package apex.bench.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import apex.spi.thread.Apart;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.ClassLayout;

/**
 * What one loop writes for every request lies at least 128 bytes from what another writes, wherever a collection puts the objects:
 * objects of these classes lie in arrays with one for each loop, and so side by side.
 */
class FieldsApartTest {
    private static final int APART = 128;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apex.http1.wire.HeadWriter",
                "apex.kernel.chain.LoopState",
                "apex.kernel.upstream.UpstreamOnLoop",
                "apex.lb.pick.Xorshift",
                "apex.net.listen.LoopListener",
                "apex.net.log.LoopRing",
                "apex.net.log.LoopRing$Taken",
                "apex.net.loop.MemoryBudget",
                "apex.net.loop.NetLoop",
                "apex.net.pool.IdleList",
                "apex.net.pool.LoopPool",
                "apex.net.wire.LoopWires",
                "apex.spi.exchange.ArenaSlab",
                "apex.spi.thread.DeadlineWheel",
                "apex.spi.thread.Stock",
            })
    void whatALoopWritesLiesBehindRoom(String name) throws ClassNotFoundException {
        Class<?> type = Class.forName(name);
        assertEquals(List.of(), tooNear(type));
        assertFalse(
                ClassLayout.parseClass(type).fields().stream()
                        .allMatch(field -> field.hostClass().equals(Apart.class.getName())),
                "there are fields to keep apart");
    }

    @Test
    void anObjectWithoutRoomIsFound() {
        assertEquals(List.of("count"), tooNear(Crowded.class));
    }

    @Test
    void aSmallFieldThatTheJvmPutsInFrontOfTheRoomIsFound() {
        assertEquals(List.of("small"), tooNear(Slipped.class));
    }

    /** The fields that begin too near to what lies in front of the object, whose last field may be another loop's. */
    private static List<String> tooNear(Class<?> type) {
        return ClassLayout.parseClass(type).fields().stream()
                .filter(field -> !field.hostClass().equals(Apart.class.getName()) && field.offset() < APART)
                .map(field -> field.name())
                .filter(name -> !name.startsWith("room"))
                .toList();
    }

    /** What a counter of a loop would be without a thought. */
    @SuppressWarnings("unused")
    private static final class Crowded {
        private long count;
    }

    /** Room of longs alone leaves a gap behind the header. */
    @SuppressWarnings("unused")
    private abstract static class Leaky {
        private long room0;
        private long room1;
        private long room2;
        private long room3;
        private long room4;
        private long room5;
        private long room6;
        private long room7;
        private long room8;
        private long room9;
        private long room10;
        private long room11;
        private long room12;
        private long room13;
        private long room14;
        private long room15;
    }

    /** Its field is small enough for that gap. */
    @SuppressWarnings("unused")
    private static final class Slipped extends Leaky {
        private int small;
    }
}
