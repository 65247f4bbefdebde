package apex.bench.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a run was on, in a line. */
final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";

    private Machine() {}

    static String describe() {
        List<String> lines = List.of();
        try {
            lines = Files.readAllLines(PROCESSORS);
        } catch (IOException notLinux) {
            // The architecture has to do.
        }
        return describe(
                lines,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
    }

    static String describe(List<String> processors, int count, String system, String architecture) {
        String model = processors.stream()
                .filter(line -> line.startsWith(MODEL))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
        return count + " x " + model + ", " + system + " " + architecture;
    }

    static String jdk() {
        return Runtime.version().toString();
    }
}
