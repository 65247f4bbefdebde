package apex.bench.allocation;

import apex.bench.figures.Programs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the JVM of an Apex tells of its memory, from outside: by {@code jcmd} and by Apex's own metrics.
 *
 * @param jcmd the program, of the JDK that runs this
 * @param pid of the JVM
 * @param metrics of Apex's admin listener
 */
public record HotSpot(Path jcmd, long pid, URI metrics) {
    private static final Pattern LOOP =
            Pattern.compile("(?m)^\"apex-loop-[^\"]*\".* allocated=(?<count>\\d+)(?<unit>[BKMG]) ");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(?<bytes>\\d+)\\s*$");
    private static final Pattern DIRECT =
            Pattern.compile("(?m)^apex_direct_memory_bytes\\{[^}]*} (?<bytes>[0-9.eE+]+)\\s*$");
    private static final double KIBI = 1024;

    /** The JVM with that number. */
    public static HotSpot of(long pid, String adminAddress) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        return new HotSpot(jcmd, pid, URI.create("http://" + adminAddress + "/metrics"));
    }

    /** What the event loops have allocated since they began, to the KiB as long as it is below 100 MiB. */
    public double loopBytes() throws IOException, InterruptedException {
        return loopBytes(ask("Thread.print", "-e"));
    }

    /** Live heap after a full collection, and direct memory. */
    public double liveBytes() throws IOException, InterruptedException {
        double heap = liveHeap(ask("GC.class_histogram"));
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            String text = client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body();
            return heap + direct(text);
        }
    }

    private String ask(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jcmd.toString(), Long.toString(pid)));
        command.addAll(List.of(words));
        return Programs.output(command);
    }

    static double loopBytes(String threads) {
        Matcher loop = LOOP.matcher(threads);
        double sum = 0;
        int found = 0;
        for (; loop.find(); found++) {
            int power = "BKMG".indexOf(loop.group("unit"));
            sum += Double.parseDouble(loop.group("count")) * Math.pow(KIBI, power);
        }
        if (found == 0) {
            throw new IllegalArgumentException("jcmd: no thread apex-loop-… with what it has allocated in \""
                    + beginning(threads) + "\" (expected: the output of Thread.print -e)");
        }
        return sum;
    }

    static double liveHeap(String histogram) {
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IllegalArgumentException(
                    "jcmd: no total in \"" + beginning(histogram) + "\" (expected: the output of GC.class_histogram)");
        }
        return Double.parseDouble(total.group("bytes"));
    }

    static double direct(String metrics) {
        Matcher gauge = DIRECT.matcher(metrics);
        double sum = 0;
        int found = 0;
        for (; gauge.find(); found++) {
            sum += Double.parseDouble(gauge.group("bytes"));
        }
        if (found == 0) {
            throw new IllegalArgumentException(
                    "metrics: no apex_direct_memory_bytes in \"" + beginning(metrics) + "\" (expected: at least one)");
        }
        return sum;
    }

    private static String beginning(String text) {
        return text.lines().limit(3).toList().toString();
    }
}
