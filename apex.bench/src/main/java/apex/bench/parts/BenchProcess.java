package apex.bench.parts;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A JVM with everything of this one on a class path, where modules keep nothing to themselves: what measures the parts has to reach
 * them, and JMH starts its own processes with a class path.
 */
public final class BenchProcess {
    private BenchProcess() {}

    /**
     * Runs the main method of a class, its output being ours, and waits for its end.
     *
     * @param options more options for the JVM
     * @throws IOException when it ends with anything but 0
     */
    public static void run(Class<?> main, List<String> options, List<String> arguments)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(main, options, arguments))
                .inheritIO()
                .start();
        Thread end = new Thread(() -> end(process), "bench-end");
        Runtime.getRuntime().addShutdownHook(end);
        int code = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        if (code != 0) {
            throw new IOException("the measurement ended with code " + code + "; what it said stands above");
        }
    }

    /** The command that runs the main method of a class, with more options for its JVM. */
    public static List<String> command(Class<?> main, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(arguments);
        return command;
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    /** The folder of the modules that this JVM was started with, all of them. */
    private static String classPath() {
        String modules = System.getProperty("jdk.module.path", "");
        if (modules.isEmpty()) {
            return System.getProperty("java.class.path");
        }
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(modules)
                .map(entry -> Files.isDirectory(Path.of(entry)) ? entry + File.separator + "*" : entry)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
