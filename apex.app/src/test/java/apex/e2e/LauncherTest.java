package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripts say before there is a JVM. */
class LauncherTest {
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
}
