package apex.http1.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CutsTest {
    private static final byte[] BYTES = "abcdefghij".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @EnumSource(Cuts.class)
    void readerThatReadsPiecesLikeTheWholeIsAgreedWith(Cuts cuts) {
        assertEquals("10", cuts.agree(BYTES, (bytes, ends) -> String.valueOf(ends[ends.length - 1])));
    }

    @ParameterizedTest
    @EnumSource(Cuts.class)
    void readerThatLosesBytesBetweenPiecesIsFound(Cuts cuts) {
        assertThrows(AssertionError.class, () -> cuts.agree(BYTES, (bytes, ends) -> String.valueOf(ends.length)));
    }

    @ParameterizedTest
    @EnumSource(value = Cuts.class, names = "EVERY")
    void faultAtASinglePositionIsFoundWhenEveryOneIsTried(Cuts cuts) {
        assertThrows(
                AssertionError.class,
                () -> cuts.agree(BYTES, (bytes, ends) -> Arrays.equals(ends, new int[] {7, 10}) ? "7" : "whole"));
    }
}
