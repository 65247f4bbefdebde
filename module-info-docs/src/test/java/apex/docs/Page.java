package apex.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One page of Markdown.
 *
 * @param file where it lies
 * @param text what it says
 */
record Page(Path file, String text) {
    private static final Pattern HELD =
            Pattern.compile("(<!-- held: ([^>]+?) -->\n)(.*?)(<!-- /held -->)", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern NAME = Pattern.compile("\\bapex(?:\\.[A-Za-z_]\\w*)+");

    /** All pages of this module, notes included. */
    static List<Page> all() {
        Path folder = folder();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !folder.relativize(file).startsWith("target"))
                    .sorted()
                    .map(Page::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder.toString(), e);
        }
    }

    static Page read(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** The folder of the pages; Surefire starts tests in the folder of their module. */
    static Path folder() {
        return Path.of("").toAbsolutePath();
    }

    /** The path in the folder of the pages, with slashes. */
    String name() {
        return folder().relativize(file).toString().replace('\\', '/');
    }

    /** The same page with each held block replaced by what {@code filler} makes of its title and its present content. */
    String refilled(BinaryOperator<String> filler) {
        return HELD.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) + filler.apply(match.group(2), match.group(3)) + match.group(4)));
    }

    /** The titles of the held blocks. */
    List<String> heldTitles() {
        return HELD.matcher(text).results().map(match -> match.group(2)).toList();
    }

    /** The content of the held block with that title. */
    String held(String title) {
        return HELD.matcher(text)
                .results()
                .filter(match -> match.group(2).equals(title))
                .map(match -> match.group(3))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name() + ": no block <!-- held: " + title + " -->"));
    }

    /** Targets of links, but for those to other sites. */
    List<String> relativeLinks() {
        return LINK.matcher(withoutCode())
                .results()
                .map(match -> match.group(1))
                .filter(target -> !target.contains("://"))
                .toList();
    }

    /** Anchors of the headings, the way that forges make them. */
    Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        HEADING.matcher(withoutCode())
                .results()
                .map(match -> match.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .forEach(anchors::add);
        return anchors;
    }

    /** The headings as written. */
    List<String> headings() {
        return HEADING.matcher(withoutCode())
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** Everything that looks like the name of a module, package, type or member of Apex. */
    List<String> apexNames() {
        List<String> names = new ArrayList<>();
        NAME.matcher(text).results().map(match -> match.group()).forEach(names::add);
        return names;
    }

    private String withoutCode() {
        return FENCE.matcher(text).replaceAll("");
    }
}
