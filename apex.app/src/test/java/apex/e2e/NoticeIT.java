package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The licences that allow us to pass on what others wrote want to be passed on with it. */
class NoticeIT {
    private static final Path DIST = Path.of("target", "dist");
    private static final Pattern LISTED = Pattern.compile("([a-z0-9]+-)\\*\\.jar");

    @Test
    void everyForeignJarOfTheDistributionIsListedAndNothingElse() throws IOException {
        assertTrue(Files.isRegularFile(DIST.resolve("LICENSE")), "the distribution has no LICENSE");
        List<String> listed = LISTED.matcher(Files.readString(DIST.resolve("NOTICE")))
                .results()
                .map(match -> match.group(1))
                .toList();
        try (Stream<Path> files = Files.list(DIST.resolve("lib"))) {
            List<String> foreign = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("apex."))
                    .toList();
            assertEquals(
                    List.of(),
                    foreign.stream()
                            .filter(jar -> listed.stream().noneMatch(jar::startsWith))
                            .toList(),
                    "jars that NOTICE does not list");
            assertEquals(
                    List.of(),
                    listed.stream()
                            .filter(prefix -> foreign.stream().noneMatch(jar -> jar.startsWith(prefix)))
                            .toList(),
                    "lines of NOTICE without a jar");
        }
    }
}
