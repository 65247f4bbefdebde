package apex.kernel.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is refused before any code of a plugin runs. */
class RefusedJarsTest extends RefusalTest {
    private static final String AGAIN = " – copy the jar into the folder again, or remove it";
    private static final String DESCRIBE =
            " – if it is a plugin, give it a module-info.java that requires apex.spi and says what it provides; if it is a library"
                    + " of a plugin, put both into a folder of their own";

    @Test
    void aJarWithoutDescriptor() throws IOException {
        shop.jar()
                .source("acme.a.Provider", Workshop.filter("acme.a.Provider", "a", ""))
                .entry("META-INF/services/apex.spi.filter.FilterProvider", Workshop.text("acme.a.Provider"))
                .classPath()
                .to(plugins.resolve("a.jar"));
        assertRefused("@a.jar: no module-info.class (expected: a named module)" + DESCRIBE);
    }

    @Test
    void anAutomaticModule() throws IOException {
        shop.jar()
                .entry("META-INF/MANIFEST.MF", Workshop.text("Manifest-Version: 1.0\nAutomatic-Module-Name: acme.a\n"))
                .to(plugins.resolve("a.jar"));
        assertRefused(
                "@a.jar: an automatic module, acme.a, without module-info.class (expected: a named module)" + DESCRIBE);
    }

    @Test
    void whatIsNoZipFile() throws IOException {
        Files.writeString(plugins.resolve("a.jar"), "<html>404</html>");
        assertRefused("@a.jar: not a zip file (expected: a jar)" + AGAIN);
    }

    @Test
    void anEmptyFile() throws IOException {
        Files.createFile(plugins.resolve("a.jar"));
        assertRefused("@a.jar: empty file (expected: a jar)" + AGAIN);
    }

    @Test
    void aJarThatWasCutOff() throws IOException {
        Path jar = shop.plugin("acme.a", "a").to(plugins.resolve("a.jar"));
        byte[] whole = Files.readAllBytes(jar);
        Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
        assertRefused("@a.jar: cut off or damaged: zip END header not found (expected: a jar)" + AGAIN);
    }

    @Test
    void aDamagedDescriptor() throws IOException {
        shop.jar().entry("module-info.class", Workshop.text("not a class file")).to(plugins.resolve("a.jar"));
        assertRefused("@a.jar: wrong module-info.class: InvalidModuleDescriptorException: Bad magic number"
                + " – build the jar again");
    }

    @Test
    void aFolderThatIsCalledLikeAJar() throws IOException {
        Files.createDirectory(plugins.resolve("a.jar"));
        assertRefused("@a.jar: a folder (expected: a jar)"
                + " – a folder for a plugin and its libraries has a name that does not end in .jar: rename it");
    }

    @Test
    void aLinkToNothing() throws IOException {
        Files.createSymbolicLink(plugins.resolve("a.jar"), Path.of("../gone/a-1.0.jar"));
        assertRefused("@a.jar: a link to ../gone/a-1.0.jar, which is not there (expected: a jar)"
                + " – mend the link, or remove it");
    }

    @Test
    void twoPluginsWithOneModuleName() throws IOException {
        shop.plugin("acme.a", "a").to(plugins.resolve("a-1.0.jar"));
        shop.plugin("acme.a", "b").to(plugins.resolve("a-1.1.jar"));
        assertRefused("@a-1.1.jar: module acme.a: twice, here and in @a-1.0.jar (expected: once)"
                + " – remove one of the two");
    }

    @Test
    void twoLibrariesWithOneModuleNameInOneFolder() throws IOException {
        shop.plugin("acme.a", "a").to(plugins.resolve("a/a.jar"));
        for (String version : List.of("1", "2")) {
            shop.jar()
                    .module("module acme.words {}")
                    .source("acme.words.Words", "package acme.words; class Words {}")
                    .to(plugins.resolve("a/words-" + version + ".jar"));
        }
        assertRefused("@a/words-2.jar: module acme.words: twice, here and in @a/words-1.jar (expected: once)"
                + " – remove one of the two");
    }

    @Test
    void aModuleWithTheNameOfOneOfTheHost() throws IOException {
        shop.plugin("apex.kernel", "a")
                .module(
                        Workshop.CURRENT
                                + "module apex.kernel { requires apex.spi; provides apex.spi.filter.FilterProvider with acme.a.Provider; }")
                .source("apex.kernel.Provider", "package apex.kernel; class Provider {}")
                .source("acme.a.Provider", Workshop.filter("acme.a.Provider", "a", ""))
                .to(plugins.resolve("a.jar"));
        String host = new HostModules(ModuleLayer.boot()).named("apex.kernel");
        assertRefused(
                "@a.jar: module apex.kernel: a module that the host has, " + host + " (expected: none of the host's)"
                        + " – remove the jar if it is a copy, for plugins get the host's; rename the module if it is not");
    }

    @Test
    void aCopyOfTheSpiInTheJar() throws IOException {
        byte[] any = shop.plugin("acme.any", "any").classes().get("acme/any/Provider.class");
        shop.plugin("acme.a", "a")
                .entry("apex/spi/filter/FilterProvider.class", any)
                .entry("apex/spi/nextversion/Type.class", any)
                .to(plugins.resolve("a.jar"));
        assertRefused("@a.jar: module acme.a: contains apex.spi.filter, apex.spi.nextversion, which apex.spi has"
                + " (expected: no package of the host)"
                + " – build the jar without it: in Maven, give that dependency the scope provided");
    }

    @Test
    void aPackageOfTheHostThatIsNotEvenExported() throws IOException {
        byte[] any = shop.plugin("acme.any", "any").classes().get("acme/any/Provider.class");
        shop.plugin("acme.a", "a")
                .entry("sun/misc/resources/A.class", any)
                .entry("jdk/internal/misc/A.class", any)
                .entry("jdk/internal/vm/A.class", any)
                .entry("jdk/internal/util/A.class", any)
                .entry("jdk/internal/ref/A.class", any)
                .to(plugins.resolve("a.jar"));
        assertRefused(
                "@a.jar: module acme.a: contains jdk.internal.misc, jdk.internal.ref, jdk.internal.util and 1 more, which"
                        + " java.base has (expected: no package of the host)"
                        + " – build the jar without it: in Maven, give that dependency the scope provided");
    }

    @Test
    void theSpiAmongTheLibrariesOfAPlugin() throws IOException {
        shop.plugin("acme.a", "a").to(plugins.resolve("a/a.jar"));
        shop.jar()
                .module("module apex.spi {}")
                .source("apex.spi.SpiVersion", "package apex.spi; class SpiVersion {}")
                .againstOnly()
                .to(plugins.resolve("a/apex.spi-0.1.0.jar"));
        String host = new HostModules(ModuleLayer.boot()).named("apex.spi");
        assertRefused("@a/apex.spi-0.1.0.jar: module apex.spi: a module that the host has, " + host
                + " (expected: none of the host's)"
                + " – remove the jar if it is a copy, for plugins get the host's; rename the module if it is not");
    }

    @Test
    void aRequirementThatIsNotThere() throws IOException {
        Path library = shop.jar()
                .module("module acme.words { exports acme.words; }")
                .source("acme.words.Words", "package acme.words; public class Words {}")
                .to(temp.resolve("elsewhere/words.jar"));
        shop.plugin("acme.a", "a")
                .module(Workshop.CURRENT + "module acme.a { requires apex.spi; requires acme.words;"
                        + " requires jdk.incubator.vector; " + Workshop.provides("acme.a") + " }")
                .against(library)
                .to(plugins.resolve("a.jar"));
        shop.plugin("acme.b", "b")
                .module(Workshop.CURRENT + "module acme.b { requires apex.spi; requires acme.words; "
                        + Workshop.provides("acme.b") + " }")
                .against(library)
                .to(plugins.resolve("b/b.jar"));
        assertRefused(
                "@a.jar: module acme.a: requires acme.words, which is not there"
                        + " – put the plugin and the jar of acme.words into a folder of their own",
                "@a.jar: module acme.a: requires jdk.incubator.vector, which is not there"
                        + " – start Java with --add-modules jdk.incubator.vector",
                "@b/b.jar: module acme.b: requires acme.words, which is not there"
                        + " – put the jar of acme.words into the folder");
    }

    @Test
    void aPluginThatDoesNotSayItsSpiVersion() throws IOException {
        shop.plugin("acme.a", "a")
                .module("@Deprecated module acme.a { requires apex.spi; " + Workshop.provides("acme.a") + " }")
                .to(plugins.resolve("a.jar"));
        assertRefused("@a.jar: module acme.a: no @SpiVersion (expected: @SpiVersion(major = 1, minor = 0))"
                + " – put it on the module declaration");
    }

    @Test
    void anSpiVersionThatTheHostDoesNotRun() throws IOException {
        for (String version : List.of("major = 0, minor = 9", "major = 1, minor = 1", "major = 2, minor = 0")) {
            String module = "acme.v" + version.replaceAll("\\D", "") + "x";
            shop.plugin(module, "a")
                    .module("@apex.spi.SpiVersion(" + version + ") module " + module + " { requires apex.spi; "
                            + Workshop.provides(module) + " }")
                    .to(plugins.resolve(module + ".jar"));
        }
        String newer = " – take a newer Apex, or an older version of the plugin";
        assertRefused(
                "@acme.v09x.jar: module acme.v09x: SPI version 0.9 (expected: 1.0) – take a newer version of the plugin",
                "@acme.v11x.jar: module acme.v11x: SPI version 1.1 (expected: 1.0)" + newer,
                "@acme.v20x.jar: module acme.v20x: SPI version 2.0 (expected: 1.0)" + newer);
    }

    @Test
    void aDescriptorForANewerJava() throws IOException {
        byte[] descriptor = shop.plugin("acme.a", "a").classes().get("module-info.class");
        int next = Runtime.version().feature() + 1;
        shop.plugin("acme.a", "a")
                .entry("module-info.class", Workshop.forJava(next, descriptor))
                .to(plugins.resolve("a.jar"));
        assertRefused("@a.jar: compiled for Java " + next + " (expected: Java " + (next - 1) + " or older)"
                + " – run Apex on that Java, or compile with --release " + (next - 1));
    }

    @Test
    void aPluginThatProvidesNothing() throws IOException {
        shop.jar()
                .module("module acme.words {}")
                .source("acme.words.Words", "package acme.words; class Words {}")
                .to(plugins.resolve("words.jar"));
        assertRefused("@words.jar: module acme.words: provides nothing (expected: a filter, a balancer or the like)"
                + " – if it is a plugin, say \"provides ... with ...\" in its module-info.java; if it is a library of a plugin,"
                + " put both into a folder of their own");
    }

    @Test
    void aPluginFolderThatIsNotThere() {
        Path missing = plugins.resolve("gone");
        PluginException refused =
                assertThrows(PluginException.class, () -> PluginLoader.load(List.of(missing), ModuleLayer.boot()));
        assertEquals(
                missing + ": not a folder (expected: a folder with the jars of plugins)"
                        + " – make it, or name another with --plugins",
                refused.getMessage());
    }

    @Test
    void aFolderWithoutJars() throws IOException {
        Files.createDirectory(plugins.resolve("a"));
        assertRefused("@a: no jar in it (expected: a plugin and its libraries) – remove the folder");
    }

    @Test
    void aFolderWithLibrariesOnly() throws IOException {
        shop.jar().entry("acme/words.txt", Workshop.text("hello")).to(plugins.resolve("a/words.jar"));
        assertRefused("@a: no plugin in it, only words.jar"
                + " (expected: one jar whose module-info.java requires apex.spi and says what it provides)"
                + " – put the plugin and its libraries there, or remove the folder");
    }

    @Test
    void aFolderWithTwoPlugins() throws IOException {
        shop.plugin("acme.a", "a").to(plugins.resolve("both/a.jar"));
        shop.plugin("acme.b", "b").to(plugins.resolve("both/b.jar"));
        assertRefused("@both: 2 plugins in it: a.jar, b.jar (expected: one and its libraries)"
                + " – give each a folder of its own");
    }

    @Test
    void aPluginWithoutDescriptorInAFolder() throws IOException {
        shop.jar()
                .source("acme.a.Provider", Workshop.filter("acme.a.Provider", "a", ""))
                .entry("META-INF/services/apex.spi.filter.FilterProvider", Workshop.text("acme.a.Provider"))
                .classPath()
                .to(plugins.resolve("a/acme-a.jar"));
        assertRefused("@a/acme-a.jar: module acme.a: provides filters or the like without module-info.class"
                + " (expected: a named module)"
                + " – give it a module-info.java that requires apex.spi and says what it provides");
    }

    @Test
    void aLibraryWhoseFileNameMakesNoModuleName() throws IOException {
        shop.plugin("acme.a", "a").to(plugins.resolve("a/a.jar"));
        shop.jar().entry("acme/words.txt", Workshop.text("hello")).to(plugins.resolve("a/1bad-1.0.jar"));
        assertRefused(
                "@a/1bad-1.0.jar: no module can be made of it: IllegalArgumentException: 1bad: Invalid module name: '1bad'"
                        + " is not a Java identifier"
                        + " – rename the file so that it begins with the name of a package, for example acme-util-1.0.jar");
    }

    @Test
    void twoLibrariesOfOnePluginWithOnePackage() throws IOException {
        shop.plugin("acme.a", "a").to(plugins.resolve("a/a.jar"));
        for (String module : List.of("acme.w", "acme.x")) {
            shop.jar()
                    .module("module " + module + " {}")
                    .source("acme.same.Words", "package acme.same; class Words {}")
                    .to(plugins.resolve("a/" + module + ".jar"));
        }
        assertRefused("@a: module acme.a: LayerInstantiationException: Package acme.same in more than one module"
                + " – build the plugin so that its modules fit together");
    }

    @Test
    void namesCannotBreakAMessageIntoLines() throws IOException {
        Files.writeString(plugins.resolve("a\n\u001b[2J.jar"), "x");
        assertRefused("@a??[2J.jar: not a zip file (expected: a jar)" + AGAIN);
    }

    @Test
    void everythingThatIsWrongIsReportedAtOnce() throws IOException {
        shop.plugin("acme.good", "good").to(plugins.resolve("good.jar"));
        Files.createFile(plugins.resolve("empty.jar"));
        Files.writeString(plugins.resolve("text.jar"), "text");
        shop.plugin("acme.boom", "boom", "public Provider() { throw new IllegalStateException(\"no licence\"); }")
                .to(plugins.resolve("boom.jar"));
        shop.plugin("acme.old", "old")
                .module("module acme.old { requires apex.spi; " + Workshop.provides("acme.old") + " }")
                .to(plugins.resolve("old.jar"));
        // The sound one is judged as well: its name is taken by one that came after.
        shop.plugin("acme.other", "good").to(plugins.resolve("other.jar"));
        assertRefused(
                "@empty.jar: empty file (expected: a jar)" + AGAIN,
                "@old.jar: module acme.old: no @SpiVersion (expected: @SpiVersion(major = 1, minor = 0))"
                        + " – put it on the module declaration",
                "@text.jar: not a zip file (expected: a jar)" + AGAIN,
                "@boom.jar: module acme.boom: provider acme.boom.Provider: cannot be created:"
                        + " IllegalStateException: no licence (Provider.java:9)" + AUTHOR,
                "@other.jar: module acme.other: provider acme.other.Provider: filter \"good\" is there already,"
                        + " acme.good.Provider of acme.good (@good.jar) (expected: a name of its own)"
                        + " – remove one of the two, or rename it");
    }
}
