package apex.http1.fuzz.run;

import apex.http1.fuzz.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The inputs that are kept in the repository: a file for each target, a line for each input, short ones first. */
public final class KeptCorpus {
    private static final int LONGEST = 300;

    private final Path folder;

    /** The corpus in {@code folder}. */
    public KeptCorpus(Path folder) {
        this.folder = folder;
    }

    /** The inputs for a target. */
    public List<byte[]> read(Target target) {
        try {
            return Files.readAllLines(file(target), StandardCharsets.US_ASCII).stream()
                    .map(Notation::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file(target) + " cannot be read", e);
        }
    }

    /** Keeps these inputs and no others, but for long ones, which would make the repository heavy; returns how many. */
    int write(Target target, List<byte[]> inputs) throws IOException {
        List<String> lines = inputs.stream()
                .filter(input -> input.length <= LONGEST)
                .map(Notation::write)
                .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .distinct()
                .toList();
        Files.write(file(target), lines, StandardCharsets.US_ASCII);
        return lines.size();
    }

    /** Writes each input to a file of its own, as the fuzzer takes them. */
    void unpack(Target target, Path to) throws IOException {
        Files.createDirectories(to);
        int number = 0;
        for (byte[] input : read(target)) {
            Files.write(to.resolve("kept-" + number++), input);
        }
    }

    /** All inputs in a folder of the fuzzer's. */
    static List<byte[]> inputs(Path from) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            return files.map(KeptCorpus::bytes).toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private Path file(Target target) {
        return folder.resolve(target.word() + ".corpus");
    }
}
