package apex.kernel.plugin;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is refused when providers are looked at and created. */
class RefusedProvidersTest extends RefusalTest {
    private static final String PROVIDER = "@a.jar: module acme.a: provider acme.a.Provider: ";

    private void assertFilterRefused(String more, String reason) throws IOException {
        shop.plugin("acme.a", "a", more).to(plugins.resolve("a.jar"));
        assertRefused(PROVIDER + reason);
    }

    /** Puts in a class that javac would not have let into a {@code provides}. */
    private void assertSwappedRefused(String source, String reason) throws IOException {
        shop.plugin("acme.a", "a").swap("acme.a.Provider", source).to(plugins.resolve("a.jar"));
        assertRefused(PROVIDER + reason);
    }

    private static String source() {
        return Workshop.filter("acme.a.Provider", "a", "");
    }

    @Test
    void aConstructorThatThrows() throws IOException {
        assertFilterRefused(
                "public Provider() { throw new IllegalStateException(\"no licence\"); }",
                "cannot be created: IllegalStateException: no licence (Provider.java:9)" + AUTHOR);
    }

    @Test
    void aStaticInitialiserThatThrows() throws IOException {
        assertFilterRefused(
                "static { if (true) throw new IllegalStateException(\"no licence\"); }",
                "cannot be created: IllegalStateException: no licence (Provider.java:9)" + AUTHOR);
    }

    @Test
    void aConstructorThatThrowsAnError() throws IOException {
        assertFilterRefused(
                "public Provider() { throw new AssertionError(\"never\"); }",
                "cannot be created: AssertionError: never (Provider.java:9)" + AUTHOR);
    }

    @Test
    void aConstructorThatIsNotPublic() throws IOException {
        assertSwappedRefused(
                Workshop.filter("acme.a.Provider", "a", "Provider() {}"),
                "no public constructor without parameters" + AUTHOR);
    }

    @Test
    void aConstructorWithParametersOnly() throws IOException {
        assertSwappedRefused(
                Workshop.filter("acme.a.Provider", "a", "public Provider(int size) {}"),
                "no public constructor without parameters" + AUTHOR);
    }

    @Test
    void aClassThatIsNotPublic() throws IOException {
        assertSwappedRefused(
                source().replace("public final class", "final class"),
                "not public (expected: a public class)" + AUTHOR);
    }

    @Test
    void anAbstractClass() throws IOException {
        assertSwappedRefused(
                source().replace("public final class", "public abstract class"),
                "abstract (expected: a class that can be instantiated)" + AUTHOR);
    }

    @Test
    void aStaticProviderMethod() throws IOException {
        assertFilterRefused(
                "public static apex.spi.filter.FilterProvider<?> provider() { return new Provider(); }",
                "a static provider() method (expected: a public constructor without parameters)" + AUTHOR);
    }

    @Test
    void aClassThatIsNotInTheJar() throws IOException {
        shop.plugin("acme.a", "a")
                .source("acme.a.Other", "package acme.a; class Other {}")
                .entry("acme/a/Provider.class", null)
                .to(plugins.resolve("a.jar"));
        assertRefused(PROVIDER + "not in the jar (expected: a class)" + AUTHOR);
    }

    @Test
    void aClassThatIsNotOfTheServicesType() throws IOException {
        assertSwappedRefused(
                "package acme.a; public class Provider { public Provider() {} }",
                "ServiceConfigurationError: apex.spi.filter.FilterProvider: acme.a.Provider not a subtype" + AUTHOR);
    }

    @Test
    void aDamagedClass() throws IOException {
        shop.plugin("acme.a", "a")
                .entry("acme/a/Provider.class", Workshop.text("nonsense"))
                .to(plugins.resolve("a.jar"));
        assertRefused(PROVIDER + "damaged: Bad magic number (expected: a class file)" + AUTHOR);
    }

    @Test
    void aClassForANewerJava() throws IOException {
        byte[] provider = shop.plugin("acme.a", "a").classes().get("acme/a/Provider.class");
        int next = Runtime.version().feature() + 1;
        shop.plugin("acme.a", "a")
                .entry("acme/a/Provider.class", Workshop.forJava(next, provider))
                .to(plugins.resolve("a.jar"));
        assertRefused(
                PROVIDER + "compiled for Java " + next + " (expected: Java " + (next - 1) + " or older)" + AUTHOR);
    }

    @Test
    void aClassThatNeedsOneThatIsNotThere() throws IOException {
        shop.plugin("acme.a", "a", "private final Helper helper = new Helper();")
                .source("acme.a.Helper", "package acme.a; class Helper {}")
                .entry("acme/a/Helper.class", null)
                .to(plugins.resolve("a.jar"));
        assertRefused(PROVIDER + "cannot be created: ClassNotFoundException: acme.a.Helper" + AUTHOR);
    }

    @Test
    void aClassThatWasBuiltForAnotherShapeOfTheSpi() throws IOException {
        Path other = shop.jar()
                .module("module apex.spi { exports apex.spi.filter; exports apex.spi; }")
                .source(
                        "apex.spi.SpiVersion",
                        "package apex.spi; public @interface SpiVersion { int major(); int minor(); }"
                                .replace(
                                        "public @interface",
                                        "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)"
                                                + " public @interface"))
                .source(
                        "apex.spi.filter.FilterProvider",
                        "package apex.spi.filter; public interface FilterProvider { String name(); }")
                .againstOnly()
                .to(temp.resolve("elsewhere/apex.spi.jar"));
        shop.plugin("acme.a", "a")
                .source(
                        "acme.a.Provider",
                        "package acme.a; public class Provider implements apex.spi.filter.FilterProvider {"
                                + " public String name() { return \"a\"; } }")
                .againstOnly(other)
                .to(plugins.resolve("a.jar"));
        assertRefused(PROVIDER + "without create(), settings() (expected: every method of FilterProvider)"
                + " – build it against SPI 1.0");
    }

    @Test
    void aNameThatIsNull() throws IOException {
        shop.plugin("acme.a", null).to(plugins.resolve("a.jar"));
        assertRefused(PROVIDER + "name() is null (expected: lower-case letters, digits and hyphens)"
                + " – choose a name that can stand in a configuration");
    }

    @Test
    void aNameThatNoConfigurationCouldHold() throws IOException {
        shop.plugin("acme.a", "Stamp It").to(plugins.resolve("a.jar"));
        shop.jar()
                .module(
                        Workshop.CURRENT
                                + "module acme.b { requires apex.spi; provides apex.spi.lb.BalancerProvider with acme.b.Provider; }")
                .source("acme.b.Provider", Workshop.balancer("acme.b.Provider", "least-busy"))
                .to(plugins.resolve("b.jar"));
        assertRefused(
                PROVIDER + "name() is \"Stamp It\" (expected: lower-case letters, digits and hyphens)"
                        + " – choose a name that can stand in a configuration",
                "@b.jar: module acme.b: provider acme.b.Provider: name() is \"least-busy\""
                        + " (expected: lower-case letters, digits and underscores)"
                        + " – choose a name that can stand in a configuration");
    }

    @Test
    void aNameThatIsTooLongToBePrintedIsCut() throws IOException {
        shop.plugin("acme.a", "X".repeat(1000)).to(plugins.resolve("a.jar"));
        assertRefused(PROVIDER + "name() is \"" + "X".repeat(64)
                + "...\" (expected: lower-case letters, digits and hyphens)"
                + " – choose a name that can stand in a configuration");
    }

    @Test
    void aNameThatAModuleOfTheHostHas() throws IOException {
        Path inside = shop.plugin("acme.inside", "stamp").to(temp.resolve("host/inside.jar"));
        shop.plugin("acme.a", "stamp").to(plugins.resolve("a.jar"));
        assertRefused(
                hostWith("acme.inside", inside),
                PROVIDER + "filter \"stamp\" is there already, acme.inside.Provider of acme.inside (" + inside
                        + ") (expected: a name of its own) – remove one of the two, or rename it");
    }

    @Test
    void aProviderOfTheHostThatThrows() throws IOException {
        Path inside = shop.plugin("acme.inside", "stamp", "public Provider() { throw new IllegalStateException(); }")
                .to(temp.resolve("host/inside.jar"));
        shop.plugin("acme.a", "a").to(plugins.resolve("a.jar"));
        assertRefused(
                hostWith("acme.inside", inside),
                inside + ": module acme.inside: provider acme.inside.Provider: cannot be created: IllegalStateException"
                        + " (Provider.java:9)" + AUTHOR);
    }

    private static ModuleLayer hostWith(String module, Path jar) {
        Configuration configuration =
                ModuleLayer.boot().configuration().resolve(ModuleFinder.of(), ModuleFinder.of(jar), Set.of(module));
        return ModuleLayer.boot().defineModulesWithOneLoader(configuration, null);
    }

    @Test
    void twoProvidersOfOnePluginWithOneName() throws IOException {
        shop.jar()
                .module(Workshop.CURRENT + "module acme.a { requires apex.spi;"
                        + " provides apex.spi.filter.FilterProvider with acme.a.First, acme.a.Provider; }")
                .source("acme.a.First", Workshop.filter("acme.a.First", "a", ""))
                .source("acme.a.Provider", Workshop.filter("acme.a.Provider", "a", ""))
                .to(plugins.resolve("a.jar"));
        assertRefused(PROVIDER + "filter \"a\" is there already, acme.a.First of acme.a (@a.jar)"
                + " (expected: a name of its own) – remove one of the two, or rename it");
    }

    @Test
    void aMethodThatThrows() throws IOException {
        assertFilterRefused(
                "@Override public apex.spi.filter.Ordering ordering() { throw new IllegalStateException(\"not yet\"); }",
                "ordering() failed: IllegalStateException: not yet (Provider.java:9)" + AUTHOR);
    }

    @Test
    void aMethodThatNeverEnds() throws IOException {
        shop.plugin("acme.a", "a")
                .source("acme.a.Provider", source().replace("return \"a\";", "return name();"))
                .to(plugins.resolve("a.jar"));
        assertRefused(PROVIDER + "name() failed: StackOverflowError (Provider.java:4)" + AUTHOR);
    }

    @Test
    void settingsThatAreNull() throws IOException {
        shop.plugin("acme.a", "a")
                .source("acme.a.Provider", source().replaceAll("return apex.spi.settings.Schema.of.*;", "return null;"))
                .to(plugins.resolve("a.jar"));
        assertRefused(PROVIDER + "settings() is null (expected: what its type says) – tell the author of the plugin");
    }

    @Test
    void anOrderingThatIsNull() throws IOException {
        assertFilterRefused(
                "@Override public apex.spi.filter.Ordering ordering() { return null; }",
                "ordering() is null (expected: what its type says) – tell the author of the plugin");
    }

    @Test
    void aPluginThatProvidesNothingThatApexKnows() throws IOException {
        shop.jar()
                .module(Workshop.CURRENT
                        + "module acme.a { requires apex.spi; provides java.lang.Runnable with acme.a.Provider; }")
                .source(
                        "acme.a.Provider",
                        "package acme.a; public class Provider implements Runnable { public void run() {} }")
                .to(plugins.resolve("a.jar"));
        assertRefused("@a.jar: module acme.a: provides nothing that Apex knows (expected: any of"
                + " apex.spi.filter.FilterProvider, apex.spi.lb.BalancerProvider, apex.spi.lb.HealthRuleProvider,"
                + " apex.spi.transport.TransportProvider)"
                + " – if it is a library of a plugin, put both into a folder of their own");
    }

    @Test
    void nobodyIsBlamedForServicesOfATransportThatWasRefused() throws IOException {
        shop.jar()
                .module(Workshop.CURRENT
                        + "module acme.a { requires apex.spi; provides java.lang.Runnable with acme.a.Provider; }")
                .source(
                        "acme.a.Provider",
                        "package acme.a; public class Provider implements Runnable { public void run() {} }")
                .to(plugins.resolve("a.jar"));
        shop.jar()
                .module("module acme.b { requires apex.spi;"
                        + " provides apex.spi.transport.TransportProvider with acme.b.Provider; }")
                .source("acme.b.Provider", Workshop.transport("acme.b.Provider", "b", "Runnable"))
                .to(plugins.resolve("b.jar"));
        assertRefused("@b.jar: module acme.b: no @SpiVersion (expected: @SpiVersion(major = 1, minor = 0))"
                + " – put it on the module declaration");
    }

    @Test
    void anExtensionPointThatNobodyCanSee() throws IOException {
        shop.jar()
                .module(Workshop.CURRENT + "module acme.a { requires apex.spi;"
                        + " provides apex.spi.transport.TransportProvider with acme.a.Provider; }")
                .source("acme.a.Hidden", "package acme.a; public interface Hidden {}")
                .source("acme.a.Provider", Workshop.transport("acme.a.Provider", "a", "Hidden"))
                .to(plugins.resolve("a.jar"));
        assertRefused(PROVIDER + "extension point acme.a.Hidden: not accessible"
                + " (expected: a public type in a package that is exported) – export the package acme.a");
    }

    @Test
    void anExtensionThatThrows() throws IOException {
        shop.jar()
                .module(Workshop.CURRENT + "module acme.a { requires apex.spi;"
                        + " provides apex.spi.transport.TransportProvider with acme.a.Provider;"
                        + " provides java.lang.Runnable with acme.a.Broken; }")
                .source("acme.a.Provider", Workshop.transport("acme.a.Provider", "a", "Runnable"))
                .source(
                        "acme.a.Broken",
                        "package acme.a; public class Broken implements Runnable {"
                                + " public Broken() { throw new IllegalStateException(\"no\"); } public void run() {} }")
                .to(plugins.resolve("a.jar"));
        assertRefused("@a.jar: module acme.a: provider acme.a.Broken: cannot be created: IllegalStateException: no"
                + " (Broken.java:1)" + AUTHOR);
    }
}
