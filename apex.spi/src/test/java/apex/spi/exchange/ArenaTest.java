package apex.spi.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ArenaTest {
    private final ArenaSlab slab = new ArenaSlab();
    private final Arena arena = new Arena();

    private static byte[] filled(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    @Test
    void anArenaHoldsNothingUntilItIsOpenedAndAfterItIsClosed() {
        assertEquals(0, arena.free());

        arena.open(slab);
        assertEquals(1024, arena.free());
        assertEquals(1024, slab.lentBytes());

        arena.close();
        assertEquals(0, arena.free());
        assertEquals(0, arena.used());
        assertEquals(0, slab.lentBytes());
    }

    @Test
    void openingAndClosingTwiceIsTheSameAsOnce() {
        arena.open(slab);
        arena.append(filled(10), 0, 10);
        arena.open(slab);
        assertEquals(10, arena.used());
        assertEquals(1024, slab.lentBytes());

        arena.close();
        arena.close();
        assertEquals(0, slab.lentBytes());
    }

    @Test
    void growingKeepsBytesAndOffsetsAndTheLedgerTrue() {
        arena.open(slab);
        assertEquals(0, arena.append(filled(1000), 0, 1000));
        assertEquals(1000, arena.append(filled(3000), 0, 3000));
        assertEquals(4096, slab.lentBytes());
        assertEquals(4000, arena.append(filled(10_000), 0, 10_000));
        assertEquals(16 * 1024, slab.lentBytes());
        assertEquals(14_000, arena.append(filled(18_768), 0, 18_768));
        assertEquals(32 * 1024, slab.lentBytes());

        assertEquals(0, arena.free());
        assertEquals((byte) 999, arena.bytes()[999]);
        assertEquals((byte) 2999, arena.bytes()[3999]);
        assertEquals((byte) 18_767, arena.bytes()[32_767]);
    }

    @Test
    void whatIsOverTheLargestIsRefusedAndChangesNothing() {
        arena.open(slab);
        arena.append(filled(5), 0, 5);

        assertThrows(HeadTooLargeException.class, () -> arena.ensure(ArenaSlab.LARGEST - 4));
        assertThrows(HeadTooLargeException.class, () -> arena.ensure(Integer.MAX_VALUE));

        assertEquals(5, arena.used());
        assertEquals(1024, slab.lentBytes());
        arena.ensure(ArenaSlab.LARGEST - 5);
    }

    @Test
    void bytesOfTheArenaItselfCanBeAppendedWhileItMoves() {
        arena.open(slab);
        arena.append(filled(1000), 0, 1000);

        assertEquals(1000, arena.appendOwn(500, 500));

        assertEquals((byte) 500, arena.bytes()[1000]);
        assertEquals((byte) 999, arena.bytes()[1499]);
    }

    @Test
    void truncatingMakesRoomForOthers() {
        arena.open(slab);
        arena.append(filled(100), 0, 100);
        arena.truncate(40);
        arena.advance(2);

        assertEquals(42, arena.append(filled(1), 0, 1));
        assertEquals(1024 - 43, arena.free());
    }

    @Test
    void arraysAreLentAgainInsteadOfMadeAnew() {
        byte[] first = slab.lend(1);
        slab.giveBack(first);

        assertSame(first, slab.lend(1024));
        assertNotSame(first, slab.lend(1024));
        assertEquals(2048, slab.lentBytes());
    }

    @Test
    void moreThanTheLargestCannotBeLent() {
        assertEquals(
                "capacity: 32769 (expected: at most 32768, one of [1024, 4096, 16384, 32768])",
                assertThrows(IllegalArgumentException.class, () -> slab.lend(ArenaSlab.LARGEST + 1))
                        .getMessage());
        assertEquals(0, slab.lentBytes());
    }

    @Test
    void theStockForgetsArraysBeyondItsBoundButCountsThem() {
        byte[][] arrays = new byte[300][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = slab.lend(1);
        }
        assertEquals(300 * 1024, slab.lentBytes());
        for (byte[] array : arrays) {
            slab.giveBack(array);
        }
        assertEquals(0, slab.lentBytes());
    }
}
