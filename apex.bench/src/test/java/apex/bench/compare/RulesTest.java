package apex.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which rounds count. */
class RulesTest {
    private final Rules rules = Rounds.RULES;

    @Test
    void aRoundIsDirtyFromTheBoundOn() {
        assertFalse(rules.isDirty(Rounds.round(1, 1, 1, 0.98, 0.019)));
        assertTrue(rules.isDirty(Rounds.round(1, 1, 1, 0.98, 0.02)));
        assertTrue(rules.isDirty(Rounds.round(1, 1, 1, 0.96, 0)));
        assertFalse(rules.isDirty(Rounds.round(1, 1, 0.5, 0.48, 0)));
    }

    @Test
    void aCoreWithRestSaysOnlyWhatARequestCosts() {
        Standing standing = Rounds.standing(
                ProxyKind.NGINX, Rounds.round(100, 1, 0.96, 0.96, 0), Rounds.round(200, 1, 0.97, 0.97, 0));
        assertEquals(1, standing.saturated().size());
        assertEquals("150 (100–200)", Figure.PER_CPU.cell(standing));
        assertEquals("200", Figure.PER_SECOND.cell(standing));
        assertEquals("1.000", Figure.P99.cell(standing));
    }

    @Test
    void withoutARoundThereIsADash() {
        assertEquals("–", Figure.PER_CPU.cell(Rounds.standing(ProxyKind.NGINX)));
        assertEquals("–", Figure.P999.cell(Rounds.standing(ProxyKind.NGINX)));
        assertEquals("–", Figure.ALLOCATED.cell(Rounds.standing(ProxyKind.APEX)));
        assertEquals("–", Figure.IDLE_LIVE.cell(Rounds.standing(ProxyKind.APEX)));
    }

    @Test
    void theRulesAreSaidInWords() {
        List<String> lines = rules.lines();
        assertTrue(lines.getFirst().contains("2 % or more of either core"), lines::toString);
        assertTrue(lines.get(1).contains("as there are rounds (2 where"), lines::toString);
        assertTrue(lines.getLast().contains("97 %"), lines::toString);
    }
}
