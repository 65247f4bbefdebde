package apex.bench.idle;

import apex.bench.allocation.HotSpot;
import apex.bench.figures.RunningProxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** What connections cost on which nothing happens: memory with them less memory without. */
public final class IdleRun {
    private static final long SETTLE_MILLIS = 1_000;
    private static final double KIBI = 1024;

    private final Path load;
    private final int connections;

    /** So many connections, made by the load in C. */
    public IdleRun(Path load, int connections) {
        this.load = load;
        this.connections = connections;
    }

    /**
     * Memory for each connection, in bytes.
     *
     * @param residentBytes by which the process grew
     * @param liveBytes of heap after a full collection and of direct memory, when it is a JVM
     */
    public record PerConnection(double residentBytes, OptionalDouble liveBytes) {}

    private record Memory(double resident, OptionalDouble live) {}

    /** One measurement of a proxy that has been warmed up; {@code admin} is Apex's admin listener, empty for others. */
    public PerConnection measure(RunningProxy proxy, String admin) throws IOException, InterruptedException {
        Memory before = memory(proxy, admin);
        Process clients = new ProcessBuilder(
                        load.toString(), "--to", proxy.url().getAuthority(), "--idle", Integer.toString(connections))
                .start();
        try {
            awaitIdle(clients);
            // What the proxy still does with the last of them.
            Thread.sleep(SETTLE_MILLIS);
            Memory with = memory(proxy, admin);
            OptionalDouble live = with.live.isPresent()
                    ? OptionalDouble.of((with.live.getAsDouble() - before.live.getAsDouble()) / connections)
                    : OptionalDouble.empty();
            return new PerConnection((with.resident - before.resident) / connections, live);
        } finally {
            // The end of its input is the end of the load.
            clients.getOutputStream().close();
            clients.destroy();
        }
    }

    private static void awaitIdle(Process clients) throws IOException {
        StringBuilder words = new StringBuilder();
        BufferedReader said = clients.errorReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.equals("idle")) {
                return;
            }
            words.append(line).append(' ');
        }
        throw new IOException("load: ended before its connections were idle; its words: "
                + words.toString().strip());
    }

    /** Resident memory first: a full collection of the JVM changes it. */
    private static Memory memory(RunningProxy proxy, String admin) throws IOException, InterruptedException {
        double resident = proxy.process().tree().residentKib() * KIBI;
        if (admin.isEmpty()) {
            return new Memory(resident, OptionalDouble.empty());
        }
        HotSpot jvm = HotSpot.of(proxy.process().pid(), admin);
        return new Memory(resident, OptionalDouble.of(jvm.liveBytes()));
    }
}
