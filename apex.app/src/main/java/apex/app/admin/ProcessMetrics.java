package apex.app.admin;

import apex.app.process.Version;
import apex.kernel.metrics.Metric;
import apex.kernel.metrics.MetricFamily;
import apex.kernel.metrics.Samples;
import apex.net.loop.LoopMemory;
import apex.net.watch.LoopLag;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The metrics of the process and of the JVM. What a platform does not tell is left out. */
public final class ProcessMetrics {
    private static final Metric BUILD =
            Metric.gauge("apex_build_info", "Always 1; the labels say what runs.", "version", "java", "io");
    private static final Metric UPTIME =
            Metric.gauge("apex_process_uptime_seconds", "Time since the process was started.");
    private static final Metric CPU =
            Metric.counter("apex_process_cpu_seconds_total", "Time that processors have spent on the process.");
    private static final Metric OPEN_FDS = Metric.gauge("apex_process_open_fds", "File descriptors that are open.");
    private static final Metric MAX_FDS =
            Metric.gauge("apex_process_max_fds", "File descriptors that may be open at most.");
    private static final Metric RESIDENT =
            Metric.gauge("apex_process_resident_memory_bytes", "Memory of the process that is in RAM.");
    private static final Metric HEAP_USED =
            Metric.gauge("apex_jvm_heap_used_bytes", "Heap that is in use, with what has not been collected yet.");
    private static final Metric HEAP_COMMITTED =
            Metric.gauge("apex_jvm_heap_committed_bytes", "Heap that the JVM has taken from the system.");
    private static final Metric HEAP_MAX = Metric.gauge("apex_jvm_heap_max_bytes", "Heap that the JVM may take.");
    private static final Metric DIRECT = Metric.gauge(
            "apex_direct_memory_bytes",
            "Memory outside of the heap: of the loops for buffers, of the JDK for its own.",
            "owner");
    private static final Metric MEMORY_HELD = Metric.gauge(
            "apex_memory_held_bytes",
            "Memory in which bytes of connections wait in the gateway, of all loops: buffers, chunks that are kept, heads.");
    private static final Metric MEMORY_LIMIT = Metric.gauge(
            "apex_memory_limit_bytes",
            "How much that may be, see memory_mib; each loop has an equal share, and refuses requests above it.");
    private static final Metric GC_PAUSES =
            Metric.counter("apex_jvm_gc_pauses_total", "Pauses in which the collector stopped everything.", "gc");
    private static final Metric GC_SECONDS =
            Metric.counter("apex_jvm_gc_pause_seconds_total", "Time that the collector's pauses took.", "gc");

    private static final Metric LOOP_LAG = Metric.gauge(
            "apex_loop_lag_seconds", "How long a loop let its latest beat wait, or lets it wait now.", "loop");
    private static final Metric LOOP_LAG_HIGHEST = Metric.gauge(
            "apex_loop_lag_highest_seconds", "The longest wait for a loop within the last minute.", "loop");

    /** All of them, in the order in which they are read. */
    public static final List<Metric> ALL = List.of(
            BUILD,
            UPTIME,
            CPU,
            OPEN_FDS,
            MAX_FDS,
            RESIDENT,
            HEAP_USED,
            HEAP_COMMITTED,
            HEAP_MAX,
            DIRECT,
            MEMORY_HELD,
            MEMORY_LIMIT,
            GC_PAUSES,
            GC_SECONDS,
            LOOP_LAG,
            LOOP_LAG_HIGHEST);

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    private final String io;
    private final LongSupplier loopBytes;
    private final Supplier<LoopMemory> memory;
    private final Supplier<List<LoopLag>> lags;

    /**
     * @param io the kind of sockets that the loops drive
     * @param loopBytes how many bytes outside of the heap the loops have for buffers
     * @param memory what connections hold, and may hold
     * @param lags how late each loop is
     */
    public ProcessMetrics(
            String io, LongSupplier loopBytes, Supplier<LoopMemory> memory, Supplier<List<LoopLag>> lags) {
        this.io = io;
        this.loopBytes = loopBytes;
        this.memory = memory;
        this.lags = lags;
    }

    /** Reads them. */
    public List<MetricFamily> read() {
        List<MetricFamily> families = new ArrayList<>();
        families.add(new Samples(BUILD)
                .add(1L, Version.number(), Runtime.version().toString(), io)
                .family());
        families.add(one(UPTIME, ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            families.add(one(CPU, unix.getProcessCpuTime() / NANOS));
            families.add(one(OPEN_FDS, unix.getOpenFileDescriptorCount()));
            families.add(one(MAX_FDS, unix.getMaxFileDescriptorCount()));
        }
        residentBytes().ifPresent(bytes -> families.add(one(RESIDENT, bytes)));
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        families.add(one(HEAP_USED, heap.getUsed()));
        families.add(one(HEAP_COMMITTED, heap.getCommitted()));
        families.add(one(HEAP_MAX, heap.getMax()));
        families.add(direct());
        LoopMemory held = memory.get();
        families.add(one(MEMORY_HELD, held.heldBytes()));
        families.add(one(MEMORY_LIMIT, held.limitBytes()));
        collectors(families);
        loops(families);
        return families;
    }

    private static MetricFamily one(Metric metric, double value) {
        return new Samples(metric).add(value).family();
    }

    private static MetricFamily one(Metric metric, long value) {
        return new Samples(metric).add(value).family();
    }

    private MetricFamily direct() {
        Samples samples = new Samples(DIRECT).add(loopBytes.getAsLong(), "loops");
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct")) {
                samples.add(pool.getMemoryUsed(), "jdk");
            }
        }
        return samples.family();
    }

    private static void collectors(List<MetricFamily> families) {
        Samples pauses = new Samples(GC_PAUSES);
        Samples seconds = new Samples(GC_SECONDS);
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            // ZGC and Shenandoah tell their cycles, which run beside the program, apart from their pauses.
            if (!collector.getName().endsWith("Cycles")) {
                pauses.add(collector.getCollectionCount(), collector.getName());
                seconds.add(collector.getCollectionTime() / MILLIS, collector.getName());
            }
        }
        families.add(pauses.family());
        families.add(seconds.family());
    }

    private void loops(List<MetricFamily> families) {
        Samples latest = new Samples(LOOP_LAG);
        Samples highest = new Samples(LOOP_LAG_HIGHEST);
        for (LoopLag lag : lags.get()) {
            String loop = Integer.toString(lag.loop());
            latest.add(lag.lastNanos() / NANOS, loop);
            highest.add(lag.highestNanos() / NANOS, loop);
        }
        families.add(latest.family());
        families.add(highest.family());
    }

    /** From a line such as {@code VmRSS: 1234 kB}, which only Linux has. */
    private static OptionalLong residentBytes() {
        try {
            return Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }
}
