package apex.arch.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.arch.code.CompiledModule;
import apex.arch.code.CompiledModules;
import apex.arch.code.Fixtures;
import apex.arch.fixture.broken.cold.ColdWork;
import apex.arch.fixture.broken.words.Torn;
import apex.arch.fixture.neutral.Steps;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every package says by one word which threads may enter it. */
class ThreadWordsTest {
    @Test
    void everyPackageOfApexHasExactlyOneWord() {
        List<String> violations = new ArrayList<>();
        for (CompiledModule module : CompiledModules.all()) {
            violations.addAll(ThreadWords.violations(module));
        }
        assertEquals("", String.join("\n", violations));
    }

    @Test
    void aPackageWithoutAWordIsFound() {
        List<String> violations = ThreadWords.violations(Fixtures.ofPackages("apex.fixture", Steps.class));
        assertEquals(1, violations.size());
        assertTrue(
                violations.getFirst().contains("apex.arch.fixture.neutral: no word for threads"), violations::toString);
    }

    @Test
    void aPackageWithTwoWordsIsFound() {
        List<String> violations = ThreadWords.violations(Fixtures.ofPackages("apex.fixture", Torn.class));
        assertEquals(1, violations.size());
        assertTrue(violations.getFirst().contains("[FROZEN, COLD]")
                || violations.getFirst().contains("[COLD, FROZEN]"));
    }

    @Test
    void aPackageWithOneWordPasses() {
        assertEquals(List.of(), ThreadWords.violations(Fixtures.ofPackages("apex.fixture", ColdWork.class)));
    }
}
