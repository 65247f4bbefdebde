package apex.bench.sharing.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Lets so many loops at each structure at a time, and writes what one call costs a loop in time of the processor. */
public final class SharingRun {
    private static final List<Structure> ALL = List.of(
            new Structure("exchange", "request", KernelScenes::exchange),
            new Structure("counters", "request", KernelScenes::counters),
            new Structure("loads", "request", KernelScenes::loads),
            new Structure("memory", "request", NetScenes::memory),
            new Structure("pool", "request", NetScenes::pool),
            new Structure("log-ring", "request with an access log", NetScenes::ring),
            new Structure("permits", "connection to a backend", PermitScenes::permits),
            new Structure("places", "client's connection", PermitScenes::places),
            new Structure("clients", "client's connection", PermitScenes::clients));

    private static final int BATCH = 500;
    private static final int WARM_UPS = 3;

    /** The first rounds of a structure go on until so many have brought nothing: the JVM has compiled it all then. */
    private static final int ROUNDS_WITHOUT_GAIN = 4;

    private static final int MOST_ROUNDS = 30;
    private static final long ROUND_NANOS = 500_000_000L;
    private static final double GAIN = 0.95;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private SharingRun() {}

    /**
     * Measures.
     *
     * @param args the file for the figures, the milliseconds for each, the numbers of loops with commas, and the name of the only
     *     structure or nothing for all
     */
    public static void main(String[] args) throws IOException {
        long nanos = Long.parseLong(args[1]) * NANOS_PER_MILLI;
        List<Integer> loops =
                Arrays.stream(args[2].split(",", -1)).map(Integer::valueOf).toList();
        List<String> lines = new ArrayList<>();
        for (Structure structure : ALL) {
            if (args[3].isEmpty() || args[3].equals(structure.name())) {
                warmUp(structure, loops.getFirst());
                for (int count : loops) {
                    double each = measure(structure, count, nanos);
                    lines.add(String.format(
                            Locale.ROOT, "%s;%s;%d;%.2f", structure.name(), structure.often(), count, each));
                    System.out.printf(Locale.ROOT, "  %-10s %3d loops %10.2f ns%n", structure.name(), count, each);
                }
            }
        }
        if (lines.isEmpty()) {
            System.err.println("apex bench sharing: --only: \"" + args[3] + "\" (expected: one of "
                    + String.join(", ", ALL.stream().map(Structure::name).toList()) + ")");
            System.exit(1);
        }
        Files.write(Path.of(args[0]), lines);
        System.exit(0);
    }

    private static void warmUp(Structure structure, int count) {
        try (Structure.Scene scene = structure.scene().apply(count)) {
            double best = Double.MAX_VALUE;
            int idle = 0;
            for (int round = 0; round < MOST_ROUNDS && idle < ROUNDS_WITHOUT_GAIN; round++) {
                double each = together(scene, ROUND_NANOS);
                idle = each < best * GAIN ? 0 : idle + 1;
                best = Math.min(best, each);
            }
        }
    }

    /** Nanoseconds of a processor for one call, over all loops. */
    private static double measure(Structure structure, int count, long nanos) {
        try (Structure.Scene scene = structure.scene().apply(count)) {
            for (int i = 0; i < WARM_UPS; i++) {
                together(scene, nanos / 2);
            }
            // In a gateway all of it is old, and lies as a collection has left it: side by side.
            System.gc();
            together(scene, nanos / 2);
            return together(scene, nanos);
        }
    }

    private static double together(Structure.Scene scene, long nanos) {
        List<Work> works = scene.works();
        CyclicBarrier start = new CyclicBarrier(works.size());
        List<FutureTask<long[]>> tasks = new ArrayList<>();
        for (int i = 0; i < works.size(); i++) {
            int loop = i;
            FutureTask<long[]> task = new FutureTask<>(() -> {
                start.await();
                return alone(scene, loop, System.nanoTime() + nanos);
            });
            tasks.add(task);
            Thread.ofPlatform().name("sharing-" + loop).start(task);
        }
        long calls = 0;
        long spent = 0;
        for (FutureTask<long[]> task : tasks) {
            try {
                calls += task.get()[0];
                spent += task.get()[1];
            } catch (InterruptedException | ExecutionException failed) {
                throw new IllegalStateException("loop: " + failed, failed);
            }
        }
        return (double) spent / calls;
    }

    /** What one loop has called, and the time of the processor that it took. */
    private static long[] alone(Structure.Scene scene, int loop, long end) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Work work = scene.works().get(loop);
        long[] sums = new long[2];
        scene.on(loop, () -> {
            long before = threads.getCurrentThreadCpuTime();
            while (System.nanoTime() - end < 0) {
                work.run(BATCH);
                sums[0] += BATCH;
            }
            sums[1] = threads.getCurrentThreadCpuTime() - before;
        });
        return sums;
    }
}
