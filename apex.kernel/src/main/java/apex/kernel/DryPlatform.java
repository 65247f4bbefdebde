package apex.kernel;

import apex.spi.Platform;
import apex.spi.exchange.ArenaSlab;
import apex.spi.log.LineBuffer;
import apex.spi.log.RecordLog;
import apex.spi.log.RecordWriter;
import apex.spi.thread.Deadline;
import apex.spi.thread.Loop;
import java.util.List;

/** The platform of a check: one loop on which nothing runs, and logs that open no file. */
final class DryPlatform implements Platform {
    private final List<Loop> loops = List.of(new DryLoop());

    @Override
    public List<Loop> loops() {
        return loops;
    }

    @Override
    public RecordLog log(String target) {
        return new DryLog();
    }

    private static final class DryLoop implements Loop {
        private final ArenaSlab arenas = new ArenaSlab();

        @Override
        public int index() {
            return 0;
        }

        @Override
        public boolean inLoop() {
            return false;
        }

        @Override
        public void execute(Runnable task) {}

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void arm(Deadline deadline, long millis) {}

        @Override
        public void disarm(Deadline deadline) {}

        @Override
        public ArenaSlab arenas() {
            return arenas;
        }
    }

    private static final class DryLog implements RecordLog, RecordWriter {
        private final LineBuffer line = new LineBuffer(1024);

        @Override
        public RecordWriter writer(int loop) {
            return this;
        }

        @Override
        public long dropped() {
            return 0;
        }

        @Override
        public LineBuffer begin() {
            line.clear();
            return line;
        }

        @Override
        public void commit() {}
    }
}
