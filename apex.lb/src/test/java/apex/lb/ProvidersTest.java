package apex.lb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import apex.lb.pick.LeastConnections;
import apex.lb.pick.PowerOfTwo;
import apex.lb.pick.RandomPick;
import apex.lb.pick.RoundRobin;
import apex.spi.lb.Balancer;
import apex.spi.lb.BalancerContext;
import apex.spi.lb.BalancerProvider;
import apex.spi.lb.Endpoint;
import apex.spi.lb.HealthRule;
import apex.spi.lb.HealthRuleProvider;
import apex.spi.settings.Place;
import apex.spi.settings.SettingsException;
import apex.spi.settings.SettingsTable;
import apex.spi.settings.SettingsValue;
import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProvidersTest {
    private static final Place PLACE = new Place("apex.toml", 3, 1);

    @Test
    void namesLeadToTheirBalancers() {
        assertBalancer(RoundRobin.class, "round_robin", new RoundRobinProvider());
        assertBalancer(LeastConnections.class, "least_connections", new LeastConnectionsProvider());
        assertBalancer(RandomPick.class, "random", new RandomProvider());
        assertBalancer(PowerOfTwo.class, "power_of_two", new PowerOfTwoProvider());
    }

    @Test
    void theModuleProvidesEveryProviderOfItsPackage() {
        Set<String> provided = ProvidersTest.class.getModule().getDescriptor().provides().stream()
                .map(ModuleDescriptor.Provides::providers)
                .flatMap(List::stream)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                Set.of(
                        RoundRobinProvider.class.getName(),
                        LeastConnectionsProvider.class.getName(),
                        RandomProvider.class.getName(),
                        PowerOfTwoProvider.class.getName(),
                        RiseFallProvider.class.getName()),
                provided);
    }

    @Test
    void aBalancerRefusesSettingsThatItDoesNotHave() {
        SettingsException refused = assertThrows(
                SettingsException.class,
                () -> new RoundRobinProvider().settings().bind(table("sticky", true)));

        assertEquals("apex.toml:3:1: sticky: unknown key (expected: none)", refused.getMessage());
    }

    @Test
    void healthFallsAfterThreeAndRisesAfterTwoUnlessToldOtherwise() {
        assertEquals("++--+", transitions(new SettingsTable(Map.of(), PLACE)));
        assertEquals("----+", transitions(table("fall", 1L)));
    }

    @Test
    void aHealthRuleRefusesNumbersOutOfRange() {
        SettingsException refused = assertThrows(SettingsException.class, () -> transitions(table("rise", 0L)));

        assertEquals("apex.toml:3:1: rise: 0 (expected: 1 to 100)", refused.getMessage());
    }

    private static <S extends Record> void assertBalancer(
            Class<? extends Balancer> expected, String name, BalancerProvider<S> provider) {
        assertEquals(name, provider.name());
        S settings = provider.settings().bind(SettingsTable.empty(PLACE));
        List<Endpoint> endpoints = List.of(new Endpoint("up", "http://a", 1));
        assertInstanceOf(expected, provider.create(settings, new BalancerContext(endpoints, 0, 1)));
    }

    private static String transitions(SettingsTable table) {
        HealthRuleProvider<RiseFallSettings> provider = new RiseFallProvider();
        assertEquals("rise_fall", provider.name());
        HealthRule rule = provider.create(provider.settings().bind(table));
        StringBuilder healthy = new StringBuilder();
        for (boolean passed : new boolean[] {false, false, false, true, true}) {
            healthy.append(rule.isHealthyAfter(passed) ? '+' : '-');
        }
        return healthy.toString();
    }

    private static SettingsTable table(String key, Object value) {
        return new SettingsTable(Map.of(key, new SettingsValue(value, PLACE)), PLACE);
    }
}
