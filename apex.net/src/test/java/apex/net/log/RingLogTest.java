package apex.net.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.log.RecordWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records through rings to a target; without a thread where the order of things matters. */
class RingLogTest {
    private static final int RING = 64;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private static void record(RecordWriter writer, String text) {
        writer.begin().put(text);
        writer.commit();
    }

    private String text() {
        return written.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void recordsOfEachLoopArriveWholeAndInOrderAcrossTheEndOfTheRing() {
        RingLog log = new RingLog("test", Channels.newChannel(written), 2, RING);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            record(log.writer(0), "record " + i);
            expected.append("record ").append(i).append('\n');
            assertTrue(log.drain());
        }
        record(log.writer(1), "other");
        log.drain();
        assertEquals(expected + "other\n", text());
        assertEquals(0, log.dropped());
        assertFalse(log.drain());
    }

    @Test
    void aFullRingDropsWholeRecordsAndCountsThem() {
        RingLog log = new RingLog("test", Channels.newChannel(written), 1, RING);
        for (int i = 0; i < 5; i++) {
            record(log.writer(0), "0123456789012345678" + i);
        }
        assertEquals(2, log.dropped());
        log.drain();
        assertEquals("01234567890123456780\n01234567890123456781\n01234567890123456782\n", text());
        record(log.writer(0), "again");
        log.drain();
        assertTrue(text().endsWith("82\nagain\n"));
        assertEquals(2, log.dropped());
    }

    @Test
    void aRecordThatExactlyFillsTheRingFits() {
        RingLog log = new RingLog("test", Channels.newChannel(written), 1, RING);
        record(log.writer(0), "x".repeat(RING - 1));
        log.drain();
        assertEquals("x".repeat(RING - 1) + "\n", text());
        record(log.writer(0), "x".repeat(RING));
        assertEquals(1, log.dropped());
    }

    @Test
    void whatWasBegunAndNotCommittedIsForgotten() {
        RingLog log = new RingLog("test", Channels.newChannel(written), 1, RING);
        log.writer(0).begin().put("lost");
        record(log.writer(0), "kept");
        log.drain();
        assertEquals("kept\n", text());
    }

    @Test
    void aDiskThatFailsCostsRecordsAndTheyAreCounted() {
        RingLog log = new RingLog("test", new FullDisk(), 1, RING);
        record(log.writer(0), "one");
        record(log.writer(0), "two");
        log.drain();
        assertEquals(2, log.dropped());
    }

    @Test
    void closeWritesTheRestAndAnotherLogAppends() throws IOException {
        Path file = folder.resolve("access.log");
        for (String line : List.of("first", "second")) {
            try (RingLog log = RingLog.open(file.toString(), 1, RING)) {
                record(log.writer(0), line);
            }
        }
        assertEquals("first\nsecond\n", Files.readString(file));
    }

    @Test
    void aFileThatCannotBeOpenedIsNamed() {
        String target = folder.resolve("missing").resolve("access.log").toString();
        UncheckedIOException refused = assertThrows(UncheckedIOException.class, () -> RingLog.open(target, 1, RING));
        assertTrue(refused.getMessage().startsWith("log: " + target + ": "), refused.getMessage());
    }

    private static final class FullDisk implements WritableByteChannel {
        @Override
        public int write(ByteBuffer source) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
