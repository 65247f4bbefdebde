package apex.kernel.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.kernel.plugin.PluginDescriptor.Provided;
import apex.spi.filter.FilterProvider;
import apex.spi.transport.TransportProvider;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a catalog holds when nothing is wrong. */
class LoadedPluginsTest {
    @TempDir
    Path temp;

    private Path plugins;
    private Workshop shop;

    @BeforeEach
    void folders() throws IOException {
        plugins = Files.createDirectory(temp.resolve("plugins"));
        shop = new Workshop(Files.createDirectory(temp.resolve("work")));
    }

    private PluginCatalog load() {
        return PluginLoader.load(List.of(plugins), ModuleLayer.boot());
    }

    private static Object call(Object provider, String method) throws ReflectiveOperationException {
        return provider.getClass().getMethod(method).invoke(provider);
    }

    @Test
    void aFilterIsFoundByTheNameThatItDeclares() throws IOException {
        Path jar = shop.plugin("acme.stamp", "stamp").version("1.2").to(plugins.resolve("stamp.jar"));
        try (PluginCatalog catalog = load()) {
            FilterProvider<?> stamp = catalog.filter("stamp").orElseThrow();
            assertEquals("acme.stamp.Provider", stamp.getClass().getName());
            assertEquals(Optional.empty(), catalog.filter("Stamp"));
            assertEquals(Optional.empty(), catalog.balancer("stamp"));
            PluginDescriptor expected =
                    new PluginDescriptor(jar.toString(), "acme.stamp", "1.2", List.of(new Provided("filter", "stamp")));
            assertEquals(List.of(expected), catalog.plugins());
            assertSame(catalog.plugins().getFirst(), catalog.pluginOf(stamp));
            assertEquals("acme.stamp 1.2 (" + jar + ")", expected.toString());
            Object stranger = new Object();
            assertEquals(
                    "java.lang.Object: not from this catalog (expected: a provider that it returned)",
                    assertThrows(IllegalArgumentException.class, () -> catalog.pluginOf(stranger))
                            .getMessage());
        }
    }

    @Test
    void namesOfEachKindAreInTheOrderOfTheAlphabet() throws IOException {
        shop.jar()
                .module(Workshop.CURRENT + "module acme.all { requires apex.spi;"
                        + " provides apex.spi.filter.FilterProvider with acme.all.Z, acme.all.A;"
                        + " provides apex.spi.lb.BalancerProvider with acme.all.B;"
                        + " provides apex.spi.lb.HealthRuleProvider with acme.all.H;"
                        + " provides apex.spi.transport.TransportProvider with acme.all.T; }")
                .source("acme.all.Z", Workshop.filter("acme.all.Z", "zip-it", ""))
                .source("acme.all.A", Workshop.filter("acme.all.A", "add", ""))
                .source("acme.all.B", Workshop.balancer("acme.all.B", "least_busy"))
                .source("acme.all.H", Workshop.healthRule("acme.all.H", "rise_fall"))
                .source("acme.all.T", Workshop.transport("acme.all.T", "tcp", "Runnable"))
                .to(plugins.resolve("all.jar"));
        try (PluginCatalog catalog = load()) {
            assertEquals(List.of("add", "zip-it"), catalog.filterNames());
            assertEquals(List.of("least_busy"), catalog.balancerNames());
            assertEquals(List.of("rise_fall"), catalog.healthRuleNames());
            assertEquals(List.of("tcp"), catalog.transportNames());
            assertTrue(catalog.balancer("least_busy").isPresent());
            assertTrue(catalog.healthRule("rise_fall").isPresent());
            assertTrue(catalog.transport("tcp").isPresent());
            assertEquals(
                    List.of(
                            new Provided("balancer", "least_busy"),
                            new Provided("filter", "add"),
                            new Provided("filter", "zip-it"),
                            new Provided("health rule", "rise_fall"),
                            new Provided("transport", "tcp")),
                    catalog.plugins().getFirst().providers());
        }
    }

    @Test
    void twoPluginsMayHaveOnePackageName() throws IOException {
        for (String module : List.of("acme.one", "acme.two")) {
            String name = module.substring("acme.".length());
            shop.jar()
                    .module(
                            Workshop.CURRENT + "module " + module
                                    + " { requires apex.spi; provides apex.spi.filter.FilterProvider with acme.same.Provider; }")
                    .source("acme.same.Provider", Workshop.filter("acme.same.Provider", name, ""))
                    .to(plugins.resolve(name + ".jar"));
        }
        try (PluginCatalog catalog = load()) {
            FilterProvider<?> one = catalog.filter("one").orElseThrow();
            FilterProvider<?> two = catalog.filter("two").orElseThrow();
            assertEquals(one.getClass().getName(), two.getClass().getName());
            assertNotSame(one.getClass(), two.getClass());
        }
    }

    @Test
    void twoPluginsMayBringDifferentVersionsOfOneLibrary() throws Exception {
        for (String version : List.of("1", "2")) {
            Path own = plugins.resolve("greeter" + version);
            Path library = shop.jar()
                    .module("module acme.words { exports acme.words; }")
                    .version(version)
                    .source(
                            "acme.words.Words",
                            "package acme.words; public class Words { public static String say() { return \"version "
                                    + version + "\"; } }")
                    .to(own.resolve("words-" + version + ".jar"));
            String module = "acme.greeter" + (version.equals("1") ? "a" : "b");
            shop.plugin(module, "greet-" + version, "public String said() { return acme.words.Words.say(); }")
                    .module(Workshop.CURRENT + "module " + module
                            + " { requires apex.spi; requires acme.words; exports " + module + "; "
                            + Workshop.provides(module) + " }")
                    .against(library)
                    .to(own.resolve("greeter.jar"));
        }
        try (PluginCatalog catalog = load()) {
            assertEquals("version 1", call(catalog.filter("greet-1").orElseThrow(), "said"));
            assertEquals("version 2", call(catalog.filter("greet-2").orElseThrow(), "said"));
            assertEquals(
                    plugins.resolve("greeter1").toString(),
                    catalog.plugins().getFirst().file());
        }
    }

    @Test
    void aLibraryInThePluginsFolderMayDoWithoutDescriptor() throws Exception {
        Path own = plugins.resolve("greeter");
        Path library = shop.jar()
                .source(
                        "acme.words.Words",
                        "package acme.words; public class Words { public static String say() { return \"hello\"; } }")
                .to(own.resolve("acme-words-1.0.jar"));
        shop.plugin("acme.greeter", "greet", "public String said() { return acme.words.Words.say(); }")
                .module(Workshop.CURRENT
                        + "module acme.greeter { requires apex.spi; requires acme.words; exports acme.greeter; "
                        + Workshop.provides("acme.greeter") + " }")
                .against(library)
                .to(own.resolve("greeter.jar"));
        try (PluginCatalog catalog = load()) {
            assertEquals("hello", call(catalog.filter("greet").orElseThrow(), "said"));
        }
    }

    @Test
    void theSpiOfTheHostIsTheOnlyOne() throws IOException {
        shop.plugin("acme.stamp", "stamp").to(plugins.resolve("stamp.jar"));
        try (PluginCatalog catalog = load()) {
            Class<?> seen = catalog.filter("stamp").orElseThrow().getClass().getInterfaces()[0];
            assertSame(FilterProvider.class, seen);
        }
    }

    @Test
    void aTransportGetsTheProvidersOfWhatItAsksForFromAllPlugins() throws IOException {
        // The service belongs to the host's layer: two plugins could not see a type of one of them.
        ModuleLayer host = hostWith(shop.jar()
                .module(Workshop.CURRENT + "module acme.wires { requires apex.spi; exports acme.wires;"
                        + " provides acme.wires.Wire with acme.wires.Copper;"
                        + " provides apex.spi.transport.TransportProvider with acme.wires.Tcp; }")
                .source("acme.wires.Wire", "package acme.wires; public interface Wire {}")
                .source("acme.wires.Copper", "package acme.wires; public class Copper implements Wire {}")
                .source("acme.wires.Tcp", Workshop.transport("acme.wires.Tcp", "tcp", "acme.wires.Wire"))
                .to(temp.resolve("host/wires.jar")));
        shop.jar()
                .module(
                        Workshop.CURRENT
                                + "module acme.glass { requires apex.spi; requires acme.wires; provides acme.wires.Wire with acme.glass.Fibre; }")
                .against(temp.resolve("host/wires.jar"))
                .source("acme.glass.Fibre", "package acme.glass; public class Fibre implements acme.wires.Wire {}")
                .to(plugins.resolve("glass.jar"));
        try (PluginCatalog catalog = PluginLoader.load(List.of(plugins), host)) {
            TransportProvider tcp = catalog.transport("tcp").orElseThrow();
            Class<?> wire = tcp.extensionPoints().getFirst();
            List<?> found = catalog.extensions(wire);
            assertEquals(
                    List.of("acme.wires.Copper", "acme.glass.Fibre"),
                    found.stream().map(f -> f.getClass().getName()).toList());
            assertEquals("acme.glass", catalog.pluginOf(found.get(1)).module());
            assertEquals(
                    List.of(new Provided("acme.wires.Wire", "acme.glass.Fibre")),
                    catalog.plugins().get(1).providers());
            assertEquals(
                    "java.lang.Runnable: not an extension point (expected: one of [interface acme.wires.Wire])",
                    assertThrows(IllegalArgumentException.class, () -> catalog.extensions(Runnable.class))
                            .getMessage());
        }
    }

    @Test
    void modulesOfTheHostProvideAsPluginsDo() throws IOException {
        Path jar = shop.plugin("acme.inside", "inside").to(temp.resolve("host/inside.jar"));
        shop.plugin("acme.outside", "outside").to(plugins.resolve("outside.jar"));
        try (PluginCatalog catalog = PluginLoader.load(List.of(plugins), hostWith(jar))) {
            assertEquals(List.of("inside", "outside"), catalog.filterNames());
            assertEquals(
                    jar.toString(),
                    catalog.pluginOf(catalog.filter("inside").orElseThrow()).file());
            assertEquals(
                    List.of("acme.inside", "acme.outside"),
                    catalog.plugins().stream().map(PluginDescriptor::module).toList());
        }
    }

    private static ModuleLayer hostWith(Path jar) {
        ModuleFinder finder = ModuleFinder.of(jar);
        Set<String> names =
                Set.of(finder.findAll().iterator().next().descriptor().name());
        Configuration configuration = ModuleLayer.boot().configuration().resolve(ModuleFinder.of(), finder, names);
        return ModuleLayer.boot().defineModulesWithOneLoader(configuration, null);
    }

    @Test
    void onlyJarsAndFoldersInThePluginFolderCount() throws IOException {
        Files.writeString(plugins.resolve("README.txt"), "jars go here");
        Files.createDirectory(plugins.resolve(".hidden"));
        Files.writeString(plugins.resolve(".stamp.jar"), "half copied");
        try (PluginCatalog catalog = load()) {
            assertEquals(List.of(), catalog.plugins());
        }
    }

    @Test
    void aJarMayBeOverwrittenWhileItIsLoaded() throws Exception {
        Path jar = shop.plugin("acme.stamp", "stamp", "public String late() { return Late.TEXT.get(); }")
                .module(Workshop.CURRENT + "module acme.stamp { requires apex.spi; exports acme.stamp; "
                        + Workshop.provides("acme.stamp") + " }")
                .source(
                        "acme.stamp.Late",
                        "package acme.stamp; class Late { static final java.util.function.Supplier<String> TEXT = () -> \"in time\"; }")
                .to(plugins.resolve("stamp.jar"));
        try (PluginCatalog catalog = load()) {
            byte[] other = new byte[(int) Files.size(jar)];
            Files.write(jar, other);
            assertEquals("in time", call(catalog.filter("stamp").orElseThrow(), "late"));
            assertArrayEquals(other, Files.readAllBytes(jar));
        }
    }

    @Test
    void closingDeletesThePrivateCopies() throws Exception {
        Path jar = shop.plugin("acme.stamp", "stamp").to(plugins.resolve("stamp.jar"));
        Path copy;
        try (PluginCatalog catalog = load()) {
            copy = copyOf(catalog.filter("stamp").orElseThrow().getClass());
            assertNotEquals(jar, copy);
            assertTrue(Files.exists(copy));
        }
        assertFalse(Files.exists(copy.getParent().getParent()));
        assertTrue(Files.exists(jar));
    }

    @Test
    void aLoadThatFailsLeavesNoPrivateCopies() throws Exception {
        shop.plugin(
                        "acme.where",
                        "where",
                        "public Provider() { throw new IllegalStateException("
                                + "getClass().getProtectionDomain().getCodeSource().getLocation().toString()); }")
                .to(plugins.resolve("where.jar"));
        PluginException refused = assertThrows(PluginException.class, this::load);
        String location = refused.getSuppressed()[0].getCause().getMessage();
        Path copy = Path.of(URI.create(location));
        assertEquals("where.jar", copy.getFileName().toString());
        assertFalse(Files.exists(copy.getParent().getParent()));
    }

    private static Path copyOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
