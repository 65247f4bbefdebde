package apex.bench.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The cases of a folder: {@code requests} and {@code responses} below it, one case a file, each file named {@code *.case}. */
public final class Corpus {
    private static final String ENDING = ".case";

    private Corpus() {}

    /** All requests, in the order of their names. */
    public static List<RequestCase> requests(Path folder) throws IOException, CorpusException {
        return read(folder.resolve("requests"), RequestCase::of);
    }

    /** All responses, in the order of their names. */
    public static List<ResponseCase> responses(Path folder) throws IOException, CorpusException {
        return read(folder.resolve("responses"), ResponseCase::of);
    }

    /** Reads one case. */
    private interface Reading<T> {
        T read(String name, String file, String text) throws CorpusException;
    }

    private static <T> List<T> read(Path folder, Reading<T> reading) throws IOException, CorpusException {
        List<T> cases = new ArrayList<>();
        for (Path file : files(folder)) {
            String path = folder.relativize(file).toString().replace('\\', '/');
            if (!path.endsWith(ENDING)) {
                throw new CorpusException(file.toString(), "a file of another kind (expected: *" + ENDING + ")");
            }
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            cases.add(reading.read(path.substring(0, path.length() - ENDING.length()), file.toString(), text));
        }
        if (cases.isEmpty()) {
            throw new CorpusException(folder.toString(), "no cases (expected: files *" + ENDING + ")");
        }
        return cases;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
