package apex.kernel.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads what a jar says of itself, and runs none of its code. */
final class JarReader {
    private static final String AGAIN = "copy the jar into the folder again, or remove it";

    private final PrivateCopies copies;
    private final Refusals refusals;

    JarReader(PrivateCopies copies, Refusals refusals) {
        this.copies = copies;
        this.refusals = refusals;
    }

    /** A plugin's jar: it must be a named module. */
    Optional<PluginJar> plugin(Path file) {
        return read(file, false);
    }

    /** A jar in a plugin's folder: it may be a library without a descriptor. */
    Optional<PluginJar> member(Path file) {
        return read(file, true);
    }

    private Optional<PluginJar> read(Path file, boolean automaticToo) {
        try {
            if (!isFile(file)) {
                return Optional.empty();
            }
            if (Files.size(file) == 0) {
                return refuse(file, "empty file (expected: a jar)", AGAIN);
            }
            return module(file, copies.copy(file), automaticToo);
        } catch (AccessDeniedException e) {
            return refuse(
                    file, "not readable (expected: a jar)", "allow the user who runs Apex to read " + e.getFile());
        } catch (ZipException e) {
            return refuse(file, notZip(file, e), AGAIN);
        } catch (IOException e) {
            refusals.cause(e);
            return refuse(
                    file,
                    "cannot be read: " + Refusals.describe(e),
                    "mend the file, or the temporary folder " + System.getProperty("java.io.tmpdir"));
        }
    }

    private boolean isFile(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            return true;
        }
        if (Files.isDirectory(file)) {
            refuse(
                    file,
                    "a folder (expected: a jar)",
                    "a folder for a plugin and its libraries has a name that does not end in .jar: rename it");
        } else if (Files.isSymbolicLink(file)) {
            refuse(
                    file,
                    "a link to " + Files.readSymbolicLink(file) + ", which is not there (expected: a jar)",
                    "mend the link, or remove it");
        } else {
            refuse(file, "not a regular file (expected: a jar)", "remove it");
        }
        return false;
    }

    private static String notZip(Path file, ZipException e) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(2);
            return start.length == 2 && start[0] == 'P' && start[1] == 'K'
                    ? "cut off or damaged: " + e.getMessage() + " (expected: a jar)"
                    : "not a zip file (expected: a jar)";
        } catch (IOException again) {
            return "cannot be read: " + Refusals.describe(again);
        }
    }

    private Optional<PluginJar> module(Path file, Path copy, boolean automaticToo) throws IOException {
        Optional<byte[]> descriptor;
        try (JarFile jar = new JarFile(copy.toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
            JarEntry entry = jar.getJarEntry("module-info.class");
            if (entry == null && !automaticToo) {
                return withoutDescriptor(file, jar.getManifest());
            }
            descriptor = entry == null ? Optional.empty() : Optional.of(bytes(jar, entry));
        }
        Optional<Integer> newer = descriptor.flatMap(ClassFileChecks::newerJava);
        if (newer.isPresent()) {
            return refuse(file, ClassFileChecks.tooNew(newer.get()), ClassFileChecks.TOO_NEW_HINT);
        }
        try {
            ModuleReference reference = ModuleFinder.of(copy).findAll().stream()
                    .findFirst()
                    .orElseThrow(() -> new FindException("no module"));
            return Optional.of(new PluginJar(file, copy, reference, descriptor.flatMap(SpiLevel::of)));
        } catch (FindException | IllegalArgumentException e) {
            refusals.cause(e);
            return refuse(
                    file,
                    descriptor.isEmpty()
                            ? "no module can be made of it: " + Refusals.describe(e)
                            : "wrong module-info.class: " + Refusals.describe(e),
                    descriptor.isEmpty()
                            ? "rename the file so that it begins with the name of a package, for example acme-util-1.0.jar"
                            : "build the jar again");
        }
    }

    private static byte[] bytes(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private Optional<PluginJar> withoutDescriptor(Path file, Manifest manifest) {
        String name = manifest == null ? null : manifest.getMainAttributes().getValue("Automatic-Module-Name");
        return refuse(
                file,
                name == null
                        ? "no module-info.class (expected: a named module)"
                        : "an automatic module, " + name + ", without module-info.class (expected: a named module)",
                "if it is a plugin, give it a module-info.java that requires apex.spi and says what it provides; if it is a library"
                        + " of a plugin, put both into a folder of their own");
    }

    private Optional<PluginJar> refuse(Path file, String reason, String hint) {
        refusals.add(file, "", reason, hint);
        return Optional.empty();
    }
}
