package apex.bench.figures;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Programs of this machine. */
public final class Programs {
    /** Where servers are put, although users' paths often leave these folders out. */
    private static final List<String> SERVER_FOLDERS = List.of("/usr/sbin", "/usr/local/sbin");

    private final List<Path> folders = new ArrayList<>();

    /** Programs in the folders of {@code path}, and in those where servers are put. */
    public Programs(String path) {
        for (String folder : path.split(File.pathSeparator, -1)) {
            if (!folder.isEmpty()) {
                folders.add(Path.of(folder));
            }
        }
        SERVER_FOLDERS.forEach(folder -> folders.add(Path.of(folder)));
    }

    /** The program of that name, if there is one. */
    public Optional<Path> find(String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * The program of that name.
     *
     * @throws IOException when there is none; the message names the package that has it
     */
    public Path required(String name, String packageName) throws IOException {
        return find(name)
                .orElseThrow(
                        () -> new IOException(name + " not found (expected: apt-get install " + packageName + ")"));
    }

    /** What {@code command} prints, both streams together. */
    public static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = process.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.waitFor();
        }
    }
}
