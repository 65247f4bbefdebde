package apex.arch.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.arch.code.CompiledModule;
import apex.arch.code.CompiledModules;
import apex.arch.code.Fixtures;
import apex.arch.fixture.broken.crowd.Crowd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types, methods, packages and filters stay small enough to be read. */
class SizesTest {
    /** Longer files, {@code apex/net/….java}, with the reason. */
    private static final Map<String, String> LONG_FILES = Map.of();
    /** Longer methods, {@code apex.net.Type.method(descriptor)}, with the reason. */
    private static final Map<String, String> LONG_METHODS = Map.of();

    @Test
    void noTypeIsTooLong() {
        List<String> violations = new ArrayList<>();
        for (CompiledModule module : CompiledModules.all()) {
            Sizes.longFiles(SourceTree.of(module.name()), Sizes.TYPE).forEach((file, lines) -> {
                if (!LONG_FILES.containsKey(file)) {
                    violations.add(file + " has " + lines + " lines (expected: at most " + Sizes.TYPE + ")");
                }
            });
        }
        assertEquals("", String.join("\n", violations));
    }

    @Test
    void noMethodIsTooLong() {
        List<String> violations = new ArrayList<>();
        for (CompiledModule module : CompiledModules.all()) {
            Sizes.longMethods(module).forEach((method, lines) -> {
                if (!LONG_METHODS.containsKey(method)) {
                    violations.add(method + " has " + lines + " lines (expected: at most " + Sizes.METHOD + ")");
                }
            });
        }
        assertEquals("", String.join("\n", violations));
    }

    @Test
    void noPackageIsCrowded() {
        List<String> violations = new ArrayList<>();
        for (CompiledModule module : CompiledModules.all()) {
            Sizes.crowdedPackages(module)
                    .forEach((name, types) -> violations.add(
                            name + " has " + types + " types (expected: at most " + Sizes.PACKAGE + ")"));
        }
        assertEquals("", String.join("\n", violations));
    }

    @Test
    void filtersThatComeWithApexAreShort() throws IOException {
        List<String> violations = new ArrayList<>();
        int filters = 0;
        for (CompiledModule module : CompiledModules.all()) {
            if (!module.name().startsWith("apex.plugins.")) {
                continue;
            }
            for (String file : Sizes.filterFiles(module)) {
                filters++;
                int lines = Files.readAllLines(SourceTree.of(module.name()).resolve(file))
                        .size();
                if (lines > Sizes.FILTER) {
                    violations.add(file + " has " + lines + " lines (expected: at most " + Sizes.FILTER + ")");
                }
            }
        }
        assertEquals("", String.join("\n", violations));
        assertTrue(filters > 0, "no filter was found in any apex.plugins module");
    }

    @Test
    void aLongFileIsFoundAndAShortOnePasses(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("a"));
        Files.writeString(folder.resolve("a/Long.java"), "\n".repeat(Sizes.TYPE + 1));
        Files.writeString(folder.resolve("a/Short.java"), "\n".repeat(Sizes.TYPE));
        assertEquals(Map.of("a/Long.java", Sizes.TYPE + 1), Sizes.longFiles(folder, Sizes.TYPE));
    }

    @Test
    void aLongMethodIsFoundAndAShortOnePasses() {
        Map<String, Integer> found = Sizes.longMethods(Fixtures.ofPackages("apex.fixture", Crowd.class));
        assertEquals(Map.of(Crowd.class.getName() + ".tooLong(I)I", Sizes.METHOD + 1), found);
    }

    @Test
    void aCrowdedPackageIsFound() {
        assertEquals(
                Map.of(Crowd.class.getPackageName(), Sizes.PACKAGE + 1),
                Sizes.crowdedPackages(Fixtures.ofPackages("apex.fixture", Crowd.class)));
    }
}
