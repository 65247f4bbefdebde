package apex.kernel.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Copies of jars in a folder that nobody else writes to. The class loader of a layer keeps its jar open and reads from it late:
 * were somebody to overwrite that jar in place, classes that nobody has needed yet would be read from the wrong offsets, so the
 * user's file is never the one that is loaded. What was checked is also, byte for byte, what runs.
 *
 * <p>The folder is made with the first copy. It goes when this is closed, or else when the JVM ends, after the shutdown hooks.
 */
final class PrivateCopies implements AutoCloseable {
    private final Deque<Path> made = new ArrayDeque<>();
    private Path folder;
    private int count;

    PrivateCopies() {}

    /** Copies one jar. Its name stays, because the name of a module without a descriptor comes from it. */
    Path copy(Path jar) throws IOException {
        if (folder == null) {
            folder = made(Files.createTempDirectory("apex-plugins-"));
        }
        String name = jar.getFileName().toString();
        String stem = name.substring(0, name.length() - ".jar".length());
        Path own = made(Files.createDirectory(folder.resolve(Integer.toString(count++))));
        return made(Files.copy(jar, own.resolve(stem + ".jar")));
    }

    static boolean isJarName(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    /** The JVM deletes in the reverse order, so that folders are empty when their turn comes. */
    private Path made(Path path) {
        path.toFile().deleteOnExit();
        made.push(path);
        return path;
    }

    @Override
    public void close() {
        while (!made.isEmpty()) {
            delete(made.pop());
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Still open on a system that does not delete open files: it goes when the JVM ends.
            path.toFile().deleteOnExit();
        }
    }
}
