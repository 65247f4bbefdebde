package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripts say before there is a JVM. */
class LauncherTest {
    private static final Pattern FOR_COMPILER = Pattern.compile("-XX:(?:MaxInlineLevel|CompileCommand)=[^ \"']+");

    @TempDir
    Path empty;

    @ParameterizedTest
    @ValueSource(strings = {"../apex", "src/dist/bin/apex"})
    void aNamedJdkThatIsNoneIsRefusedAndNotReplacedByAnother(String script) {
        List<String> command = List.of("sh", Path.of(script).toString(), "version");

        Program.Result result = Program.run(command, Map.of("APEX_JDK", empty.toString(), "APEX_NO_BUILD", "1"));

        assertEquals(1, result.exitCode(), result::output);
        assertTrue(result.output().startsWith("apex: APEX_JDK: " + empty + " is no J"), result::output);
        assertEquals(1, result.output().lines().count(), result::output);
    }

    @Test
    void theCompilerHasTheSameFlagsInBothScriptsAndInTheTestsOfWhatItLeavesToAllocate() throws IOException {
        List<String> flags = compilerFlags("../apex");

        assertEquals(3, flags.size(), flags::toString);
        assertEquals(flags, compilerFlags("src/dist/bin/apex"));
        assertEquals(flags, compilerFlags("../apex.bench/pom.xml"));
    }

    private static List<String> compilerFlags(String file) throws IOException {
        return FOR_COMPILER
                .matcher(Files.readString(Path.of(file)))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
