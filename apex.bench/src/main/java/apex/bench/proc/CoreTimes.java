package apex.bench.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What one core has done, in clock ticks since the machine's start or between two readings.
 *
 * @param busy it worked for somebody on this machine
 * @param idle it had nothing to do
 * @param stolen it would have worked, but the hypervisor gave the time to another machine
 */
public record CoreTimes(long busy, long idle, long stolen) {
    private static final int IDLE = 4;
    private static final int IO_WAIT = 5;
    private static final int STOLEN = 8;

    /** The present reading of the core with this number. */
    public static CoreTimes read(int core) {
        try {
            return parse(Files.readString(Path.of("/proc/stat")), core);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CoreTimes parse(String stat, int core) {
        String name = "cpu" + core + " ";
        String[] fields = stat.lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("core " + core + ": this machine has none of that number"))
                .split(" +", -1);
        long all = 0;
        // Guests' time, the last two, is part of the user's.
        for (int i = 1; i <= STOLEN; i++) {
            all += Long.parseLong(fields[i]);
        }
        long idle = Long.parseLong(fields[IDLE]) + Long.parseLong(fields[IO_WAIT]);
        long stolen = Long.parseLong(fields[STOLEN]);
        return new CoreTimes(all - idle - stolen, idle, stolen);
    }

    /** What was done since {@code earlier}. */
    public CoreTimes since(CoreTimes earlier) {
        return new CoreTimes(busy - earlier.busy, idle - earlier.idle, stolen - earlier.stolen);
    }

    /** The share of the time in which the core worked, 0 to 1. */
    public double busyShare() {
        return share(busy);
    }

    /** The share of the time that was stolen, 0 to 1. */
    public double stolenShare() {
        return share(stolen);
    }

    private double share(long part) {
        long all = busy + idle + stolen;
        return all == 0 ? 0 : (double) part / all;
    }
}
