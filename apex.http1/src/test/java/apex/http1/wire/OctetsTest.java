package apex.http1.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OctetsTest {
    @Test
    void everyByteAtEveryPositionIsJudgedTheSameEightAtATimeAndAlone() {
        byte[] bytes = new byte[19];
        for (int octet = 0; octet < 256; octet++) {
            for (int at = 0; at < bytes.length; at++) {
                for (int neighbour : new int[] {'a', '\t', ' ', 0xFF, 0x80}) {
                    Arrays.fill(bytes, (byte) neighbour);
                    bytes[at] = (byte) octet;
                    boolean text = octet == '\t' || octet >= ' ' && octet != 0x7F;
                    assertEquals(
                            text ? bytes.length : at, Octets.skipText(bytes, 0, bytes.length), octet + " at " + at);
                }
            }
        }
    }

    @Test
    void underscoreIsFoundWhereverItIsAndOnlyThere() {
        byte[] bytes = new byte[24];
        for (int neighbour : new int[] {'a', '^', '`', 0xDF, 0}) {
            for (int at = 0; at < bytes.length; at++) {
                Arrays.fill(bytes, (byte) neighbour);
                bytes[at] = '_';
                for (int from = 0; from < bytes.length; from++) {
                    for (int length = 0; from + length <= bytes.length; length++) {
                        boolean within = from <= at && at < from + length;
                        assertEquals(
                                within,
                                Octets.hasUnderscore(bytes, from, length),
                                at + " from " + from + ", " + length);
                    }
                }
            }
        }
    }

    @Test
    void nothingBehindTheEndIsLookedAt() {
        byte[] bytes = "abcdefgh\rabcdefg".getBytes(StandardCharsets.US_ASCII);
        assertEquals(8, Octets.skipText(bytes, 0, 8));
        assertEquals(8, Octets.skipText(bytes, 0, 16));
        assertEquals(5, Octets.skipText(bytes, 3, 5));
    }
}
