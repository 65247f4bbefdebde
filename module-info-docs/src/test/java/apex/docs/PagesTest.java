package apex.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.exchange.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages say what descriptors and code say. */
class PagesTest {
    private static final String REPAIR = "mvn -pl module-info-docs -am test -Dtest=PagesTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true";

    /** Names that begin like a module and are files. */
    private static final Set<String> FILES = Set.of("apex.toml");

    private static final Set<String> CHAPTERS =
            Set.of("Defines", "Knows", "Must not know", "Descriptor", "Main types", "Threads", "Extension points");

    private static final CompiledCode CODE = CompiledCode.read();
    private static final List<Page> PAGES = Page.all();

    @Test
    void heldBlocksAreWhatTheCodeSays() throws IOException {
        HeldBlocks blocks = new HeldBlocks(CODE);
        List<String> problems = new ArrayList<>();
        for (Page page : PAGES) {
            String refilled = page.refilled(blocks::content);
            if (refilled.equals(page.text())) {
                continue;
            }
            if (Boolean.getBoolean("docs.write")) {
                Files.writeString(page.file(), refilled);
                continue;
            }
            Page expected = new Page(page.file(), refilled);
            for (String title : page.heldTitles()) {
                if (!page.held(title).equals(expected.held(title))) {
                    problems.add("%s, <!-- held: %s --> should hold:%n%s"
                            .formatted(page.name(), title, expected.held(title)));
                }
            }
        }
        none(problems, "Paste what is expected, or let this write it: " + REPAIR);
    }

    @Test
    void everyModuleHasAPageAndEveryPageOfAModuleHasAModule() {
        Set<String> described = PAGES.stream()
                .map(Page::name)
                .filter(name -> name.startsWith("apex."))
                .map(name -> name.substring(0, name.length() - ".md".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(CODE.modules().keySet(), described);
    }

    @Test
    void everyPageOfAModuleHasAllChaptersAndItsDescriptor() {
        List<String> problems = new ArrayList<>();
        for (String module : CODE.modules().keySet()) {
            Page page = page(module + ".md");
            Set<String> missing = new TreeSet<>(CHAPTERS);
            missing.removeAll(page.headings());
            if (!missing.isEmpty()) {
                problems.add(page.name() + ": no chapter " + missing);
            }
            if (!page.heldTitles().contains("descriptor " + module)) {
                problems.add(page.name() + ": no block <!-- held: descriptor " + module + " -->");
            }
        }
        none(problems, "The pages of modules all have the same chapters");
    }

    @Test
    void everyNamedModulePackageTypeAndMemberExists() {
        List<String> problems = new ArrayList<>();
        for (Page page : PAGES) {
            for (String name : page.apexNames()) {
                String bare = name.endsWith(".md") ? name.substring(0, name.length() - ".md".length()) : name;
                if (!FILES.contains(bare) && !CODE.isModuleOrPackage(bare) && !CODE.isTypeOrMember(bare)) {
                    problems.add(page.name() + ": " + name + " does not exist");
                }
            }
        }
        none(problems, "Names that begin with apex. must be modules, packages, types or their members");
    }

    @Test
    void everyReasonHasAdvice() {
        String table = page("reasons.md").held("reasons");
        List<String> without = Reason.all().stream()
                .map(Reason::code)
                .filter(code -> !table.matches("(?s).*\\| `" + code + "` \\|[^\\n]*\\| \\w[^|\\n]+ \\|\\n.*"))
                .toList();
        assertEquals(List.of(), without, "reasons.md has no advice for these in its last column");
    }

    @Test
    void relativeLinksLeadSomewhere() {
        List<String> problems = new ArrayList<>();
        for (Page page : PAGES) {
            for (String link : page.relativeLinks()) {
                int hash = link.indexOf('#');
                String path = hash < 0 ? link : link.substring(0, hash);
                Path target = path.isEmpty()
                        ? page.file()
                        : page.file().resolveSibling(path).normalize();
                boolean isThere = Files.exists(target);
                if (isThere && hash >= 0) {
                    isThere = Page.read(target).anchors().contains(link.substring(hash + 1));
                }
                if (!isThere) {
                    problems.add(page.name() + ": " + link);
                }
            }
        }
        none(problems, "Links that lead nowhere");
    }

    @Test
    void theIndexLeadsToEveryPage() {
        Set<String> linked = new TreeSet<>(page("README.md").relativeLinks());
        List<String> orphans = PAGES.stream()
                .map(Page::name)
                .filter(name -> !name.equals("README.md") && !linked.contains(name))
                .toList();
        assertEquals(List.of(), orphans, "pages that README.md does not link to");
    }

    /** What people copy from the page is what a test builds and runs. */
    @Test
    void theExamplePluginStandsInItsPageAsItIs() throws IOException {
        Path root = Page.folder().getParent();
        Path example = root.resolve("examples");
        if (!Files.isDirectory(example)) {
            return;
        }
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> files = Files.walk(example)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .map(file -> "<!-- held: source " + file + " -->\n<!-- /held -->")
                    .forEach(missing::add);
        }
        missing.removeIf(block -> page("writing-a-plugin.md").heldTitles().stream()
                .anyMatch(title -> block.startsWith("<!-- held: " + title + " -->")));
        none(missing, "Add these blocks to writing-a-plugin.md, then let this fill them: " + REPAIR);
    }

    @Test
    void aWrongPageIsFound() {
        Page wrong = new Page(Page.folder().resolve("trial.md"), """
                # Trial
                `apex.http9` and `apex.spi.exchange.Exchanges` do not exist, `apex.spi.thread.Loop.execute` does.
                <!-- held: descriptor apex.docs -->
                nothing
                <!-- /held -->
                [nowhere](nowhere.md#at-all)
                """);
        assertEquals(List.of("nowhere.md#at-all"), wrong.relativeLinks());
        assertEquals(
                List.of("apex.http9", "apex.spi.exchange.Exchanges", "apex.spi.thread.Loop.execute", "apex.docs"),
                wrong.apexNames());
        assertEquals(
                List.of(false, false, true),
                wrong.apexNames().stream()
                        .limit(3)
                        .map(name -> CODE.isModuleOrPackage(name) || CODE.isTypeOrMember(name))
                        .toList());
        assertTrue(!wrong.refilled(new HeldBlocks(CODE)::content).equals(wrong.text()));
    }

    @Test
    void aBlockThatNobodyKnowsIsRefused() {
        HeldBlocks blocks = new HeldBlocks(CODE);
        assertThrows(IllegalArgumentException.class, () -> blocks.content("weather", ""));
        assertThrows(IllegalArgumentException.class, () -> blocks.content("descriptor apex.http9", ""));
    }

    private static Page page(String name) {
        return PAGES.stream()
                .filter(page -> page.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + ": no such page in " + Page.folder()));
    }

    private static void none(Collection<String> problems, String wayOut) {
        assertEquals("", String.join("\n", problems), wayOut);
    }
}
