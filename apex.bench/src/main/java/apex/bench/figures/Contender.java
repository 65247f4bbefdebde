package apex.bench.figures;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A proxy that takes part.
 *
 * @param name for the table
 * @param version as the program says it
 * @param template the resource with its configuration
 * @param command how it is started, with {@code ${config}} and {@code ${folder}} in place of what is known later
 */
public record Contender(String name, String version, String template, List<String> command) {
    /** Copies the list. */
    public Contender {
        command = List.copyOf(command);
    }

    /** Writes its configuration into {@code folder} and starts it there, behind the words of {@code prefix}. */
    ChildProcess start(Path folder, List<String> prefix, Map<String, String> values) throws IOException {
        Map<String, String> all = new HashMap<>(values);
        all.put("folder", folder.toString());
        Path config = folder.resolve(template);
        Files.writeString(config, fill(resource(), all));
        all.put("config", config.toString());
        List<String> whole = new ArrayList<>(prefix);
        command.forEach(word -> whole.add(fill(word, all)));
        return ChildProcess.start(whole, folder.resolve(template + ".log"));
    }

    private String resource() throws IOException {
        try (InputStream in = Contender.class.getResourceAsStream(template)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Puts values in the places that ask for them. */
    static String fill(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("${" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    /** {@code host:port} as all of these configurations write it. */
    public static String hostPort(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Who takes part here, Apex first; what is missing goes into {@code skipped}. */
    static List<Contender> find(Programs programs, Path root, List<String> skipped)
            throws IOException, InterruptedException {
        List<Contender> found = new ArrayList<>();
        if (Files.isExecutable(root.resolve("apex"))) {
            found.add(apex("Apex", root, "apex.toml"));
        } else {
            skipped.add("Apex: no start script in " + root);
        }
        Path nginx = programs.find("nginx").orElse(null);
        if (nginx != null) {
            String version = firstLine(Programs.output(List.of(nginx.toString(), "-v")));
            found.add(new Contender(
                    "nginx",
                    version.replace("nginx version: ", ""),
                    "nginx.conf",
                    List.of(nginx.toString(), "-e", "stderr", "-p", "${folder}", "-c", "${config}")));
        } else {
            skipped.add("nginx: not found");
        }
        Path haproxy = programs.find("haproxy").orElse(null);
        if (haproxy != null) {
            String version = firstLine(Programs.output(List.of(haproxy.toString(), "-v")));
            found.add(new Contender(
                    "HAProxy",
                    version.replaceAll(" - http.*", ""),
                    "haproxy.cfg",
                    List.of(haproxy.toString(), "-db", "-f", "${config}")));
        } else {
            skipped.add("HAProxy: not found");
        }
        return Collections.unmodifiableList(found);
    }

    /**
     * The Apex of a source tree or a distribution.
     *
     * @throws IOException when there is no start script in {@code root}
     */
    public static Contender apex(String name, Path root, String template) throws IOException, InterruptedException {
        Path apex = root.resolve("apex");
        if (!Files.isExecutable(apex)) {
            throw new IOException(apex + ": no start script (expected: the folder of a source tree of Apex)");
        }
        String version = firstLine(Programs.output(List.of(apex.toString(), "version")));
        return new Contender(name, version, template, List.of(apex.toString(), "run", "--config", "${config}"));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("version unknown");
    }
}
