package apex.bench.figures;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A proxy that takes part.
 *
 * @param name for the table
 * @param version as the program says it
 * @param files its configuration, text by file name, with {@code ${listen}} and the like in place of what is known later
 * @param command how it is started, with {@code ${folder}} for where those files are
 * @param environment variables for it, on top of this process's own
 */
public record Contender(
        String name, String version, Map<String, String> files, List<String> command, Map<String, String> environment) {
    private static final String LISTEN = "${listen";

    /** Copies the collections. */
    public Contender {
        files = Map.copyOf(files);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Whether it takes a port of its own choice and says which, as programs without a configuration do. */
    boolean choosesItsPort() {
        return command.stream().noneMatch(word -> word.contains(LISTEN))
                && files.values().stream().noneMatch(text -> text.contains(LISTEN));
    }

    /** Writes its configuration into {@code folder} and starts it there, behind the words of {@code prefix}. */
    ChildProcess start(Path folder, List<String> prefix, Map<String, String> values) throws IOException {
        Map<String, String> all = new HashMap<>(values);
        all.put("folder", folder.toString());
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), fill(file.getValue(), all));
        }
        List<String> whole = new ArrayList<>(prefix);
        command.forEach(word -> whole.add(fill(word, all)));
        Map<String, String> variables = new HashMap<>();
        environment.forEach((variable, value) -> variables.put(variable, fill(value, all)));
        return ChildProcess.start(whole, variables, folder.resolve("output.log"));
    }

    /** Puts values in the places that ask for them. */
    public static String fill(String text, Map<String, String> values) {
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

    /**
     * The Apex of a source tree or a distribution, with one of the configurations of this package.
     *
     * @throws IOException when there is no start script in {@code root}
     */
    public static Contender apex(String name, Path root, String template) throws IOException, InterruptedException {
        String configuration;
        try (InputStream in = Contender.class.getResourceAsStream(template)) {
            configuration = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Path apex = root.resolve("apex");
        if (!Files.isExecutable(apex)) {
            throw new IOException(apex + ": no start script (expected: the folder of a source tree of Apex)");
        }
        String version = Programs.output(List.of(apex.toString(), "version"))
                .lines()
                .findFirst()
                .orElse("version unknown");
        // The source tree's start script must not begin a build in the midst of a measurement.
        return new Contender(
                name,
                version,
                Map.of("apex.toml", configuration),
                List.of(apex.toString(), "run", "--config", "${folder}/apex.toml"),
                Map.of("APEX_NO_BUILD", "1"));
    }
}
