package apex.bench.compare;

import apex.bench.figures.Programs;
import apex.bench.tools.NativeTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who takes part on this machine.
 *
 * @param entrants Apex first
 * @param skipped who is missing, and how to get it
 */
record Lineup(List<Entrant> entrants, List<String> skipped) {
    /** Copies the lists. */
    Lineup {
        entrants = List.copyOf(entrants);
        skipped = List.copyOf(skipped);
    }

    /**
     * Finds those of {@code kinds} that are here.
     *
     * @param root of the source tree or distribution of Apex
     * @param cache where {@code --install} puts programs
     * @param ios Apex's kinds of sockets
     */
    static Lineup find(
            List<ProxyKind> kinds, Programs programs, Path root, Path cache, NativeTools tools, List<String> ios)
            throws IOException, InterruptedException {
        List<Entrant> entrants = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (ProxyKind kind : kinds) {
            Optional<Path> program = program(kind, programs, root, cache, tools);
            if (program.isEmpty()) {
                skipped.add(kind.title() + ": not found (expected: " + kind.way()
                        + (kind.isPeer() ? "; --install gets it)" : ")"));
            } else if (kind == ProxyKind.APEX) {
                String version = version(kind, program.orElseThrow());
                ios.forEach(
                        io -> entrants.add(new Entrant(kind, "Apex (" + io + ")", io, program.orElseThrow(), version)));
            } else {
                String version =
                        kind.isRelay() ? "apex.bench/src/main/c/relay.c" : version(kind, program.orElseThrow());
                entrants.add(new Entrant(kind, kind.title(), "", program.orElseThrow(), version));
            }
        }
        return new Lineup(entrants, skipped);
    }

    private static Optional<Path> program(ProxyKind kind, Programs programs, Path root, Path cache, NativeTools tools) {
        if (kind == ProxyKind.APEX) {
            return Optional.of(root.resolve("apex")).filter(Files::isExecutable);
        }
        return kind.isRelay() ? Optional.of(tools.relay()) : kind.find(programs, cache);
    }

    private static String version(ProxyKind kind, Path program) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(kind.versionArguments());
        return tidy(Programs.output(command));
    }

    /** The first line with a number, without the program's path and address, and of commits only the beginning. */
    static String tidy(String output) {
        return output.lines()
                .map(line -> line.strip()
                        .replaceFirst("^/\\S+ +", "")
                        .replaceFirst("^(?i:\\w+ )?(?i:version:? +)", "")
                        .replaceFirst(" - http.*", "")
                        .replaceFirst(" h1:\\S+", "")
                        .replaceFirst("(?<=[0-9a-f]{8})[0-9a-f]{32}", ""))
                .filter(line -> line.matches(".*[0-9].*"))
                .findFirst()
                .orElse("version unknown");
    }
}
