package apex.http1.fuzz.run;

import apex.http1.fuzz.Cuts;
import apex.http1.fuzz.Target;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code ./apex fuzz}: exit code 0 when nothing was found, 1 for findings, 2 when it could not run. */
public final class Main {
    private static final String ROW = "%-10s %12s %8s %9s %9s %7s %6s %9s%n";

    private final PrintStream out;
    private final Path module;

    Main(PrintStream out, Path module) {
        this.out = out;
        this.module = module;
    }

    /** Runs; the system property {@code apex.root} names the source tree. */
    public static void main(String[] words) {
        Path module = Path.of(System.getProperty("apex.root", "."), "apex.http1");
        try {
            System.exit(new Main(System.out, module).run(FuzzOptions.of(List.of(words))));
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("apex: fuzz: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(2);
    }

    int run(FuzzOptions options) throws IOException, InterruptedException {
        if (options.input() != null) {
            return judge(options.targets().getFirst(), options.input());
        }
        KeptCorpus kept = new KeptCorpus(module.resolve("src/test/fuzz"));
        List<Path> findings = new ArrayList<>();
        out.printf(ROW, "target", "executions", "per s", "coverage", "features", "corpus", "new", "findings");
        for (Target target : options.targets()) {
            List<Path> found = fuzz(target, kept, options);
            findings.addAll(found);
            for (Path input : found) {
                if (input.getFileName().toString().startsWith("crash")) {
                    judge(target, input);
                } else {
                    // An input that is read for too long would be so here too.
                    out.printf("%n%s: too long or too large%n  input: %s%n", target.word(), input);
                }
            }
        }
        return findings.isEmpty() ? 0 : 1;
    }

    private List<Path> fuzz(Target target, KeptCorpus kept, FuzzOptions options)
            throws IOException, InterruptedException {
        Fuzzer fuzzer = new Fuzzer(module.resolve("target/fuzz"), module.resolve("src/test/fuzz/http.dict"), target);
        fuzzer.prepare();
        kept.unpack(target, fuzzer.kept());
        fuzzer.run(options.seconds());
        FuzzerLog log = FuzzerLog.of(Files.readAllLines(fuzzer.log(), StandardCharsets.ISO_8859_1));
        List<Path> found;
        try (Stream<Path> files = Files.list(fuzzer.findings())) {
            found = files.filter(file -> !file.getFileName().toString().startsWith("slow-unit"))
                    .sorted()
                    .toList();
        }
        if (log.executions() == 0 && found.isEmpty()) {
            throw new IOException("the fuzzer did not start; its output is in " + fuzzer.log());
        }
        out.printf(
                ROW,
                target.word(),
                log.executions(),
                log.executions() / options.seconds(),
                log.coverage(),
                log.features(),
                log.inputs(),
                log.added(),
                found.size());
        if (options.keep()) {
            out.printf("%-10s %d inputs are kept%n", "", kept.write(target, fuzzer.merge()));
        }
        return found;
    }

    /** Judges one input, and shows the smallest one that fails as it does. */
    private int judge(Target target, Path file) throws IOException {
        byte[] input = Files.readAllBytes(file);
        Fault fault = Fault.of(target, input, Cuts.SOME);
        if (fault == null) {
            fault = Fault.of(target, input, Cuts.EVERY);
        }
        if (fault == null) {
            out.printf("%n%s keeps its promises with %s%n", target.word(), file);
            return 0;
        }
        byte[] small = fault.shrink(input);
        out.printf("%n%s: %s%n", target.word(), fault.thrown());
        out.printf("  input: %s%n", file);
        out.printf("  small: %s%n", Notation.write(small));
        out.printf("  again: ./apex fuzz %s --input %s%n", target.word(), file);
        for (StackTraceElement element : fault.thrown().getStackTrace()) {
            out.printf("    at %s%n", element);
        }
        return 1;
    }
}
