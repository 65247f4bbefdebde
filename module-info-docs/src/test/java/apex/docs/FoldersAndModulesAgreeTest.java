package apex.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One folder is one module of the same name, and the build knows each of them. */
class FoldersAndModulesAgreeTest {
    private static final Pattern DECLARATION = Pattern.compile("(?m)^(?:open )?module ([\\w.]+)");

    @Test
    void everyModuleBearsTheNameOfItsFolder() throws IOException {
        var declared = new TreeMap<String, String>();
        var expected = new TreeMap<String, String>();
        for (Path folder : moduleFolders()) {
            String path = root().relativize(folder).toString();
            Matcher matcher = DECLARATION.matcher(Files.readString(folder.resolve("src/main/java/module-info.java")));
            assertTrue(matcher.find(), () -> "no module declaration in " + path);
            declared.put(path, matcher.group(1));
            expected.put(path, path.equals("module-info-docs") ? "apex.docs" : path.replace('/', '.'));
        }
        assertEquals(expected, declared);
    }

    @Test
    void everyModuleIsBuilt() throws IOException {
        for (Path folder : moduleFolders()) {
            Path parent = folder.getParent();
            String listed = "<module>" + parent.relativize(folder) + "</module>";
            assertTrue(
                    Files.readString(parent.resolve("pom.xml")).contains(listed),
                    () -> parent.resolve("pom.xml") + " does not contain " + listed);
        }
    }

    private static Iterable<Path> moduleFolders() throws IOException {
        var found = new TreeSet<Path>();
        for (Path parent : List.of(root(), root().resolve("apex.plugins"))) {
            try (Stream<Path> children = Files.list(parent)) {
                children.filter(child -> Files.exists(child.resolve("src/main/java/module-info.java")))
                        .forEach(child -> found.add(child));
            }
        }
        assertTrue(found.size() > 5, () -> "too few modules below " + root() + ": " + found);
        return found;
    }

    /** Surefire starts tests in the folder of their module. */
    private static Path root() {
        return Path.of("").toAbsolutePath().getParent();
    }
}
