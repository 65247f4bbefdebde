package apex.spi.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineWheelTest {
    private static final int TICK = 10;
    private static final long MILLI = 1_000_000;

    /** Somewhere odd, so that nothing rests on a clock that begins at 0. */
    private long now = -77_777_777_777L;

    private final DeadlineWheel wheel = new DeadlineWheel(TICK, now);
    private final List<String> expired = new ArrayList<>();

    private final class Named extends Deadline {
        private final String name;
        private Runnable then = () -> {};
        private long expiredAt = Long.MIN_VALUE;

        Named(String name) {
            this.name = name;
        }

        @Override
        protected void expired() {
            expired.add(name);
            expiredAt = now;
            then.run();
        }

        void arm(long millis) {
            wheel.arm(this, millis, now);
        }
    }

    private void pass(long millis) {
        for (long i = 0; i < millis; i++) {
            now += MILLI;
            wheel.advance(now);
        }
    }

    private void jump(long millis) {
        now += millis * MILLI;
        wheel.advance(now);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 11, 999, 10_239, 10_240, 10_241, 30_000})
    void aDeadlineExpiresOnceNeverEarlyAndWithinTwoTicks(long millis) {
        now += 3 * MILLI;
        Named deadline = new Named("a");
        long armedAt = now;
        deadline.arm(millis);
        assertTrue(deadline.isArmed());

        pass(millis + 3 * TICK);

        assertEquals(List.of("a"), expired);
        long took = deadline.expiredAt - armedAt;
        assertTrue(took >= millis * MILLI && took <= (millis + 2 * TICK) * MILLI, () -> took + " ns");
        assertFalse(deadline.isArmed());
        assertTrue(wheel.isEmpty());
    }

    @Test
    void laterAndEarlierCanReplaceWhatWasArmed() {
        Named later = new Named("later");
        Named earlier = new Named("earlier");
        later.arm(50);
        earlier.arm(5000);
        later.arm(200);
        earlier.arm(30);

        pass(60);
        assertEquals(List.of("earlier"), expired);
        pass(130);
        assertEquals(List.of("earlier"), expired);
        pass(30);
        assertEquals(List.of("earlier", "later"), expired);
        pass(6000);
        assertEquals(2, expired.size());
    }

    @Test
    void aDisarmedDeadlineDoesNotExpireAndCanBeArmedAgain() {
        Named deadline = new Named("a");
        deadline.arm(50);
        wheel.disarm(deadline);
        assertFalse(deadline.isArmed());
        pass(20);
        deadline.arm(100);
        pass(90);
        assertEquals(List.of(), expired);

        pass(40);
        assertEquals(List.of("a"), expired);
        wheel.disarm(deadline);
        pass(200);
        assertEquals(1, expired.size());
        assertTrue(wheel.isEmpty());
    }

    @Test
    void aDisarmedDeadlineLeavesTheWheelAtItsTick() {
        Named deadline = new Named("a");
        deadline.arm(50);
        wheel.disarm(deadline);
        assertFalse(wheel.isEmpty());

        pass(100);

        assertTrue(wheel.isEmpty());
    }

    @Test
    void aForgottenDeadlineLeavesTheWheelAtOnceAndCanBeArmedAgain() {
        Named deadline = new Named("a");
        wheel.forget(deadline);
        deadline.arm(50);
        wheel.forget(deadline);
        assertFalse(deadline.isArmed());
        assertTrue(wheel.isEmpty());
        deadline.arm(30);
        pass(60);
        assertEquals(List.of("a"), expired);
    }

    @Test
    void aDeadlineThatIsForgottenWhileOthersOfItsTickExpireDoesNot() {
        Named first = new Named("first");
        Named forgotten = new Named("forgotten");
        Named last = new Named("last");
        first.then = () -> wheel.forget(forgotten);
        first.arm(50);
        forgotten.arm(50);
        last.arm(50);
        pass(100);
        assertEquals(List.of("first", "last"), expired);
        assertTrue(wheel.isEmpty());
    }

    @Test
    void aDeadlineFarAwayWaitsForManyTurns() {
        Named hour = new Named("hour");
        hour.arm(3_600_000);
        for (int i = 0; i < 3599; i++) {
            jump(1000);
        }
        assertEquals(List.of(), expired);

        jump(1000 + 2 * TICK);

        assertEquals(List.of("hour"), expired);
    }

    @Test
    void theFarthestDeadlineIsNotTheNearest() {
        Named never = new Named("never");
        now += 1_000_000 * MILLI;
        wheel.advance(now);
        never.arm(Long.MAX_VALUE);
        jump(60_000);
        assertEquals(List.of(), expired);

        never.arm(Long.MAX_VALUE / 1_000_000 + 1);
        jump(60_000);

        assertEquals(List.of(), expired);
        assertTrue(never.isArmed());
    }

    @Test
    void aNegativeTimeIsNow() {
        new Named("a").arm(-5);

        pass(2 * TICK);

        assertEquals(List.of("a"), expired);
    }

    @Test
    void aLoopThatSleptForLongExpiresAllThatIsDueAndNothingElse() {
        for (int millis : new int[] {5, 500, 9_000, 15_000, 25_000}) {
            new Named(millis + "").arm(millis);
        }
        Named still = new Named("still");
        still.arm(90_000);

        jump(60_000);

        expired.sort(null);
        assertEquals(List.of("15000", "25000", "5", "500", "9000"), expired);
        assertTrue(still.isArmed());
        jump(30_000 + 2 * TICK);
        assertTrue(expired.contains("still"));
    }

    @Test
    void oneThatThrowsLosesNeitherTheOthersNorTheTime() {
        Named first = new Named("first");
        Named bad = new Named("bad");
        Named last = new Named("last");
        Named later = new Named("later");
        bad.then = () -> {
            throw new IllegalStateException("from bad");
        };
        first.arm(50);
        bad.arm(50);
        last.arm(50);
        later.arm(120);

        assertEquals(
                "from bad",
                assertThrows(IllegalStateException.class, () -> jump(200)).getMessage());
        wheel.advance(now);

        assertEquals(List.of("first", "bad", "last", "later"), expired);
        assertTrue(wheel.isEmpty());
    }

    @Test
    void whileOneExpiresOthersOfItsTickCanBeChanged() {
        Named first = new Named("first");
        Named disarmed = new Named("disarmed");
        Named later = new Named("later");
        Named untouched = new Named("untouched");
        first.then = () -> {
            wheel.disarm(disarmed);
            later.arm(100);
            first.arm(40);
            first.then = () -> {};
        };
        first.arm(50);
        disarmed.arm(50);
        later.arm(50);
        untouched.arm(50);

        pass(70);
        assertEquals(List.of("first", "untouched"), expired);
        pass(140);

        assertEquals(List.of("first", "untouched", "first", "later"), expired);
        assertTrue(wheel.isEmpty());
    }

    @Test
    void oneThatArmsItselfForNowDoesNotHoldTheLoop() {
        Named again = new Named("again");
        again.then = () -> again.arm(0);
        again.arm(0);

        pass(5 * TICK);

        assertTrue(expired.size() >= 3 && expired.size() <= 5, expired::toString);
    }

    @Test
    void anyMixOfArmsAndDisarmsEndsAsItWasMeant() {
        Random random = new Random(42);
        List<Named> all = new ArrayList<>();
        List<Long> meant = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(new Named("n" + i));
            meant.add(null);
        }
        for (int step = 0; step < 5000; step++) {
            int i = random.nextInt(all.size());
            if (random.nextInt(4) == 0) {
                wheel.disarm(all.get(i));
                meant.set(i, null);
            } else {
                long millis = random.nextInt(25_000);
                all.get(i).arm(millis);
                meant.set(i, now + millis * MILLI);
            }
            now += random.nextInt(20) * MILLI;
            wheel.advance(now);
            for (int k = 0; k < all.size(); k++) {
                Named deadline = all.get(k);
                Long due = meant.get(k);
                if (due == null) {
                    assertFalse(deadline.isArmed());
                } else if (!deadline.isArmed()) {
                    assertEquals(now, deadline.expiredAt);
                    assertTrue(due <= now);
                    meant.set(k, null);
                } else {
                    assertTrue(now - due < 2 * TICK * MILLI);
                }
            }
        }
        jump(60_000);
        assertTrue(wheel.isEmpty());
    }

    @Test
    void aTickOfNothingIsRefused() {
        assertEquals(
                "tickMillis: 0 (expected: 1 or more)",
                assertThrows(IllegalArgumentException.class, () -> new DeadlineWheel(0, 0))
                        .getMessage());
    }
}
