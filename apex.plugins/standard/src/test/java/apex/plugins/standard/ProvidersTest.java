package apex.plugins.standard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import apex.spi.SpiVersion;
import apex.spi.filter.FilterProvider;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvidersTest {
    @Test
    void theModuleProvidesEachFilterByItsName() {
        Module module = ProvidersTest.class.getModule();
        List<String> classes =
                module.getDescriptor().provides().iterator().next().providers();

        List<String> names = classes.stream()
                .map(ProvidersTest::provider)
                .map(FilterProvider::name)
                .sorted()
                .toList();

        assertEquals(
                List.of("access-log", "fixed-response", "headers", "limit-rate", "request-id", "strip-prefix"), names);
    }

    @Test
    void theModuleSaysForWhichSpiItIs() {
        assertNotNull(ProvidersTest.class.getModule().getAnnotation(SpiVersion.class));
    }

    private static FilterProvider<?> provider(String name) {
        try {
            return Class.forName(name)
                    .asSubclass(FilterProvider.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
        }
    }
}
