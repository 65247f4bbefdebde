package apex.bench.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.tools.Slices;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a process is at full speed, by slices of 0.1 s. */
class RampUpTest {
    @Test
    void theEndOfTheFirstFastWindowCounts() {
        // Three of five slices make the median: 20 slow ones, and the third fast one ends the window.
        RampUp rampUp = RampUp.of(slices(slow(20), fast(130)));
        assertEquals(1_000, rampUp.fullPerSecond());
        assertEquals(2.3, rampUp.reachedSeconds().orElseThrow(), 1e-9);
        assertEquals(0, rampUp.belowAfterwards());
        assertEquals(100, rampUp.firstSecond());
    }

    @Test
    void whoIsFastAtOnceIsSoWithTheFirstWindow() {
        assertEquals(0.5, RampUp.of(slices(fast(150))).reachedSeconds().orElseThrow(), 1e-9);
    }

    @Test
    void ninetyPercentIsEnoughAndLessIsNot() {
        assertEquals(
                0.5,
                RampUp.of(slices(constant(90, 60), fast(90))).reachedSeconds().orElseThrow(),
                1e-9);
        assertEquals(
                6.3,
                RampUp.of(slices(constant(89, 60), fast(90))).reachedSeconds().orElseThrow(),
                1e-9);
    }

    @Test
    void aSingleFastSliceIsNoFullSpeed() {
        RampUp rampUp = RampUp.of(slices(slow(10), fast(2), slow(10), fast(128)));
        assertEquals(2.5, rampUp.reachedSeconds().orElseThrow(), 1e-9);
    }

    @Test
    void whatSinksAgainIsSaid() {
        RampUp rampUp = RampUp.of(slices(fast(50), slow(20), fast(80)));
        assertEquals(0.5, rampUp.reachedSeconds().orElseThrow(), 1e-9);
        assertEquals(20.0 / 145, rampUp.belowAfterwards(), 1e-9);
    }

    @Test
    void aRunThatIsTooShortOrWithoutAnswersIsRefused() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> RampUp.of(slices(fast(100))));
        assertEquals(
                "slices: 100 (expected: more than 100, of which the last 50 say what full speed is)",
                refusal.getMessage());
        IllegalArgumentException none =
                assertThrows(IllegalArgumentException.class, () -> RampUp.of(slices(fast(50), constant(0, 60))));
        assertTrue(none.getMessage().startsWith("answers in the last 5 s: next to none"), none::getMessage);
    }

    private static List<Long> fast(int count) {
        return constant(100, count);
    }

    private static List<Long> slow(int count) {
        return constant(10, count);
    }

    private static List<Long> constant(long answers, int count) {
        return Collections.nCopies(count, answers);
    }

    @SafeVarargs
    private static Slices slices(List<Long>... parts) {
        List<Long> all = new ArrayList<>();
        for (List<Long> part : parts) {
            all.addAll(part);
        }
        return new Slices(0.1, all);
    }
}
