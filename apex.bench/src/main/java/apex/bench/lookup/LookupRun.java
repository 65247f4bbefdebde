package apex.bench.lookup;

import apex.bench.proc.CoreTimes;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The process that runs one benchmark of the look-up, and prints what a call takes and what its core was busy with meanwhile. */
public final class LookupRun {
    private static final int ITERATIONS = 4;
    private static final int ITERATION_MILLIS = 500;
    private static final double NANOS = 1e9;

    private LookupRun() {}

    /**
     * Measures, in this process: whoever wants another one starts this again.
     *
     * @param args the name of the benchmark's method, and the core on which this runs
     */
    public static void main(String[] args) throws RunnerException {
        int core = Integer.parseInt(args[1]);
        Options options = new OptionsBuilder()
                .include("^" + Pattern.quote(RouteLookupBenchmark.class.getName() + "." + args[0]) + "$")
                .forks(0)
                .warmupIterations(ITERATIONS)
                .warmupTime(TimeValue.milliseconds(ITERATION_MILLIS))
                .measurementIterations(ITERATIONS)
                .measurementTime(TimeValue.milliseconds(ITERATION_MILLIS))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        CoreTimes before = CoreTimes.read(core);
        double cpuBefore = cpuSeconds();
        long began = System.nanoTime();
        RunResult result = new Runner(options).runSingle();
        double elapsed = (System.nanoTime() - began) / NANOS;
        double own = (cpuSeconds() - cpuBefore) / elapsed;
        CoreTimes times = CoreTimes.read(core).since(before);
        System.out.printf(
                Locale.ROOT,
                "%s %.2f ns busy %.4f own %.4f stolen %.4f%n",
                Lookup.WORD,
                result.getPrimaryResult().getStatistics().getMean(),
                times.busyShare(),
                own,
                times.stolenShare());
    }

    private static double cpuSeconds() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return system.getProcessCpuTime() / NANOS;
    }
}
