package apex.net.log;

import apex.spi.log.RecordLog;
import apex.spi.log.RecordWriter;
import apex.spi.thread.Cold;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log with one ring for each loop and one thread that empties them into its target. */
@Cold
public final class RingLog implements RecordLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RingLog.class);
    private static final int BATCH_BYTES = 64 * 1024;
    private static final long PAUSE_NANOS = 20_000_000L;
    private static final long REPORT_EVERY_NANOS = 10_000_000_000L;
    private static final long LAST_DRAIN_MILLIS = 2_000;

    private final String target;
    private final WritableByteChannel channel;
    private final LoopRing[] rings;
    private final AtomicLong lost = new AtomicLong();
    private final ByteBuffer batch = ByteBuffer.allocate(BATCH_BYTES);
    private final Thread writer;
    private volatile boolean closed;
    private long reported;
    private long lastReport;
    private boolean everReported;
    private String trouble = "";

    RingLog(String target, WritableByteChannel channel, int loops, int ringBytes) {
        this.target = target;
        this.channel = channel;
        rings = new LoopRing[loops];
        for (int i = 0; i < loops; i++) {
            rings[i] = new LoopRing(ringBytes);
        }
        writer = new Thread(this::run, "apex-log-" + target);
        writer.setDaemon(true);
    }

    /**
     * Opens a log and starts its thread.
     *
     * @param target {@code stdout}, {@code stderr} or a file's path, which is appended to
     * @param ringBytes the size of each loop's ring, a power of two
     * @throws UncheckedIOException when the file cannot be opened
     */
    public static RingLog open(String target, int loops, int ringBytes) {
        RingLog log = new RingLog(target, channel(target), loops, ringBytes);
        log.writer.start();
        return log;
    }

    @Override
    public RecordWriter writer(int loop) {
        return rings[loop];
    }

    @Override
    public long dropped() {
        long sum = lost.get();
        for (LoopRing ring : rings) {
            sum += ring.dropped();
        }
        return sum;
    }

    /** Writes what is still in the rings and closes the target; what cannot be written within two seconds is lost. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(writer);
        try {
            writer.join(LAST_DRAIN_MILLIS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean last;
        do {
            last = closed;
            if (!drain() && !last) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            report();
        } while (!last);
        try {
            if (!target.equals("stdout") && !target.equals("stderr")) {
                channel.close();
            }
        } catch (IOException unclosed) {
            LOG.warn("log {}: {}", target, unclosed.getMessage());
        }
    }

    /** Writes what the rings hold at present, and says whether there was anything. */
    boolean drain() {
        boolean any = false;
        for (LoopRing ring : rings) {
            while (ring.take(batch) > 0) {
                any = true;
                write();
            }
        }
        return any;
    }

    private void write() {
        batch.flip();
        try {
            while (batch.hasRemaining()) {
                channel.write(batch);
            }
            trouble = "";
        } catch (IOException failed) {
            trouble = String.valueOf(failed.getMessage());
            int records = 0;
            while (batch.hasRemaining()) {
                records += batch.get() == '\n' ? 1 : 0;
            }
            lost.addAndGet(records);
        }
        batch.clear();
    }

    private void report() {
        long dropped = dropped();
        long now = System.nanoTime();
        if (dropped > reported && (!everReported || now - lastReport > REPORT_EVERY_NANOS)) {
            LOG.warn(
                    "log {}: {} records dropped ({}), {} in all",
                    target,
                    dropped - reported,
                    trouble.isEmpty() ? "they came faster than they could be written" : trouble,
                    dropped);
            reported = dropped;
            lastReport = now;
            everReported = true;
        }
    }

    private static WritableByteChannel channel(String target) {
        try {
            return switch (target) {
                case "stdout" -> new FileOutputStream(FileDescriptor.out).getChannel();
                case "stderr" -> new FileOutputStream(FileDescriptor.err).getChannel();
                default -> FileChannel.open(Path.of(target), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            };
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "log: " + target + ": " + failed.getMessage()
                            + " (expected: stdout, stderr or a file that can be written)",
                    failed);
        }
    }
}
