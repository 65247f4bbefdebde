package apex.plugins.standard.fake;

import apex.spi.log.LineBuffer;
import apex.spi.log.RecordLog;
import apex.spi.log.RecordWriter;
import java.nio.charset.StandardCharsets;

/** A log of two loops that remembers the last line of each and allocates nothing for it. */
public final class FakeLog implements RecordLog {
    private final Writer[] writers;

    FakeLog(int capacity) {
        writers = new Writer[] {new Writer(capacity), new Writer(capacity)};
    }

    /** How many lines the loop has written. */
    public int count(int loop) {
        return writers[loop].count;
    }

    /** The loop's last line. */
    public String last(int loop) {
        LineBuffer line = writers[loop].line;
        return new String(line.bytes(), 0, line.length(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public RecordWriter writer(int loop) {
        return writers[loop];
    }

    @Override
    public long dropped() {
        return 0;
    }

    private static final class Writer implements RecordWriter {
        private final LineBuffer line;
        private int count;

        Writer(int capacity) {
            line = new LineBuffer(capacity);
        }

        @Override
        public LineBuffer begin() {
            line.clear();
            return line;
        }

        @Override
        public void commit() {
            count++;
        }
    }
}
