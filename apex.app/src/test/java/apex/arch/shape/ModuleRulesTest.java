package apex.arch.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.arch.code.CompiledModule;
import apex.arch.code.CompiledModules;
import apex.arch.code.Fixtures;
import apex.arch.fixture.broken.cyclea.Egg;
import apex.arch.fixture.broken.cycleb.Hen;
import apex.arch.fixture.broken.manager.Idle;
import apex.arch.fixture.broken.wide.Wide;
import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each module knows only what the design lets it know; the interfaces of the SPI stay small. */
class ModuleRulesTest {
    /** Packages that may need one another, with the reason. */
    private static final Map<Set<String>, String> ADMITTED_CYCLES = Map.of(
            Set.of("apex.spi.exchange", "apex.spi.filter", "apex.spi.lb", "apex.spi.log", "apex.spi.thread"),
            "an exchange names the endpoint that was picked and the verdict that goes on, while filters and balancers are handed"
                    + " exchanges; a loop lends the arenas of heads: one contract, cut into packages by what a reader looks for");

    /** Interfaces that the host implements and plugins only call: three methods are a promise to implementers alone. */
    private static final Map<String, String> ADMITTED_INTERFACES = Map.of(
            "apex.spi.exchange.Exchange", "the kernel implements it",
            "apex.spi.lb.UpstreamView", "the kernel implements it",
            "apex.spi.thread.Loop", "the platform implements it",
            "apex.spi.transport.Acquirer", "the kernel implements it",
            "apex.spi.transport.Binding", "the transport implements it",
            "apex.spi.transport.Connector", "a transport is one for each way of connecting, not one for each feature",
            "apex.spi.transport.ExchangeHandler", "the kernel implements it",
            "apex.spi.transport.Leg", "one half of an exchange: the three calls of a sink and the three that steer it",
            "apex.spi.transport.Transport", "a transport is one for each way of connecting, not one for each feature");

    @Test
    void modulesRequireWhatTheDesignSays() {
        none(module -> ModuleRules.requirements(module.descriptor()));
    }

    @Test
    void modulesKnowWhatTheDesignLetsThemKnow() {
        none(ModuleRules::knowledge);
    }

    @Test
    void packagesAreNamedAfterWhatTheyDo() {
        none(ModuleRules::packageNames);
    }

    @Test
    void noPackageIsInTwoModules() {
        assertEquals(List.of(), ModuleRules.splitPackages(CompiledModules.all()));
    }

    @Test
    void nothingIsPublicWithoutAReader() {
        none(ModuleRules::unreadPublicTypes);
    }

    @Test
    void packagesDoNotNeedOneAnotherInCircles() {
        none(module -> PackageCycles.of(module).stream()
                .filter(cycle -> !ADMITTED_CYCLES.containsKey(cycle.packages()))
                .map(cycle -> module.name() + ": " + cycle.packages() + " because " + cycle.because())
                .toList());
    }

    @Test
    void everyAdmittedCircleIsThere() {
        List<Set<String>> found = CompiledModules.all().stream()
                .flatMap(module -> PackageCycles.of(module).stream())
                .map(PackageCycles.Cycle::packages)
                .toList();
        assertTrue(found.containsAll(ADMITTED_CYCLES.keySet()), found::toString);
    }

    @Test
    void interfacesOfTheSpiHaveAtMostThreeMethods() {
        CompiledModule spi = CompiledModules.all().stream()
                .filter(module -> module.name().equals("apex.spi"))
                .findFirst()
                .orElseThrow();
        assertEquals("", String.join("\n", SpiShape.violations(spi, ADMITTED_INTERFACES)));
    }

    @ParameterizedTest
    @CsvSource({
        "apex.kernel, apex.kernel.Broken,       io.netty.channel.Channel",
        "apex.http1,  apex.http1.Broken,        io.netty.channel.Channel",
        "apex.http1,  apex.http1.Broken,        io.netty.buffer.ByteBuf",
        "apex.app,    apex.app.Broken,          io.netty.channel.Channel",
        "apex.app,    apex.app.command.Broken,  org.tomlj.Toml",
        "apex.kernel, apex.kernel.Broken,       org.tomlj.Toml",
        "apex.kernel, apex.kernel.Broken,       picocli.CommandLine",
        "apex.spi,    apex.spi.Broken,          org.slf4j.Logger",
        "apex.kernel, apex.kernel.Broken,       java.net.ServerSocket",
        "apex.kernel, apex.kernel.Broken,       java.nio.channels.SocketChannel",
        "apex.http1,  apex.http1.Broken,        apex.kernel.route.RouteTable",
        "apex.http1,  apex.http1.Broken,        apex.plugins.standard.requestid.RequestIdFilter",
        "apex.net,    apex.net.Broken,          apex.http1.Http1",
        "apex.net,    apex.net.Broken,          io.netty.handler.codec.http.HttpObject",
        "apex.lb,     apex.lb.Broken,           apex.spi.transport.Connector",
        "apex.lb,     apex.lb.Broken,           apex.net.Wire",
        "apex.plugins.standard, apex.plugins.standard.Broken, apex.kernel.route.RouteTable",
        "apex.plugins.standard, apex.plugins.standard.Broken, apex.plugins.redis.Redis",
    })
    void forbiddenKnowledgeIsFound(String module, String from, String to) {
        CompiledModule broken = Fixtures.module(module, List.of(Fixtures.calling(from, to)));
        List<String> violations = ModuleRules.knowledge(broken);
        assertEquals(1, violations.size(), violations::toString);
        assertTrue(violations.getFirst().startsWith(from + " uses " + to), violations::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "apex.net,    apex.net.Valid,       io.netty.channel.Channel",
        "apex.app,    apex.app.toml.Valid,  org.tomlj.Toml",
        "apex.app,    apex.app.Valid,       picocli.CommandLine",
        "apex.spi,    apex.spi.Valid,       apex.spi.exchange.Exchange",
        "apex.kernel, apex.kernel.Valid,    java.net.InetAddress",
        "apex.http1,  apex.http1.Valid,     apex.net.Wire",
        "apex.lb,     apex.lb.Valid,        apex.spi.lb.Balancer",
        "apex.plugins.standard, apex.plugins.standard.Valid, apex.plugins.standard.requestid.RequestIdFilter",
    })
    void knowledgeThatTheDesignAllowsPasses(String module, String from, String to) {
        assertEquals(List.of(), ModuleRules.knowledge(Fixtures.module(module, List.of(Fixtures.calling(from, to)))));
    }

    @ParameterizedTest
    @CsvSource({
        "apex.spi, apex.kernel",
        "apex.kernel, apex.net",
        "apex.net, apex.http1",
        "apex.http1, apex.kernel",
        "apex.lb, apex.http1",
        "apex.plugins.standard, apex.kernel",
        "apex.plugins.standard, apex.plugins.redis",
        "apex.bench, apex.app",
    })
    void aForbiddenRequirementIsFound(String module, String required) {
        List<String> violations = ModuleRules.requirements(
                ModuleDescriptor.newModule(module).requires(required).build());
        assertEquals(1, violations.size());
    }

    @ParameterizedTest
    @CsvSource({
        "apex.http1, apex.net",
        "apex.app, apex.kernel",
        "apex.plugins.jwt, apex.spi",
        "apex.net, io.netty.transport"
    })
    void aRequirementOfTheDesignPasses(String module, String required) {
        assertEquals(
                List.of(),
                ModuleRules.requirements(
                        ModuleDescriptor.newModule(module).requires(required).build()));
    }

    @Test
    void aPackageWithAnEmptyNameIsFound() {
        List<String> violations =
                ModuleRules.packageNames(Fixtures.ofPackages("apex.arch.fixture.broken", Idle.class, Hen.class));
        assertEquals(1, violations.size(), violations::toString);
        assertTrue(violations.getFirst().contains("[manager]"), violations::toString);
    }

    @Test
    void aPackageOutsideItsModuleIsFound() {
        List<String> violations = ModuleRules.packageNames(Fixtures.ofPackages("apex.kernel", Hen.class));
        assertEquals(1, violations.size(), violations::toString);
    }

    @Test
    void aPackageInTwoModulesIsFound() {
        List<String> violations = ModuleRules.splitPackages(List.of(
                Fixtures.ofPackages("apex.one", Hen.class), Fixtures.ofPackages("apex.two", Hen.class, Egg.class)));
        assertEquals(1, violations.size(), violations::toString);
        assertTrue(violations.getFirst().contains("cycleb is in [apex.one, apex.two]"), violations::toString);
    }

    @Test
    void aPublicTypeWithoutAReaderIsFoundAndOneWithAReaderPasses() {
        List<String> violations =
                ModuleRules.unreadPublicTypes(Fixtures.ofPackages("apex.fixture", Idle.class, Hen.class, Egg.class));
        assertEquals(1, violations.size(), violations::toString);
        assertTrue(violations.getFirst().startsWith(Idle.class.getName() + " "), violations::toString);
    }

    @Test
    void aCircleOfPackagesIsFoundAndALinePasses() {
        List<PackageCycles.Cycle> cycles = PackageCycles.of(Fixtures.ofPackages("apex.fixture", Egg.class, Hen.class));
        assertEquals(1, cycles.size());
        assertEquals(
                Set.of(Egg.class.getPackageName(), Hen.class.getPackageName()),
                cycles.getFirst().packages());
        assertEquals(List.of(), PackageCycles.of(Fixtures.ofPackages("apex.fixture", Egg.class)));
    }

    @Test
    void aWideInterfaceIsFoundAndAnAdmittedOnePasses() {
        CompiledModule module = Fixtures.ofPackages("apex.fixture", Wide.class);
        assertEquals(
                List.of(Wide.class.getName() + " has 4 abstract methods (expected: at most 3)"),
                SpiShape.violations(module, Map.of()));
        assertEquals(List.of(), SpiShape.violations(module, Map.of(Wide.class.getName(), "a trial")));
        assertEquals(
                1,
                SpiShape.violations(module, Map.of(Wide.class.getName(), "a trial", "apex.Narrow", "gone"))
                        .size());
    }

    private static void none(Function<CompiledModule, Collection<String>> rule) {
        List<String> violations = new ArrayList<>();
        CompiledModules.all().forEach(module -> violations.addAll(rule.apply(module)));
        assertEquals("", String.join("\n", violations));
    }
}
