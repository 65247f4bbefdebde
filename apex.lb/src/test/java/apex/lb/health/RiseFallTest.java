package apex.lb.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiseFallTest {
    /** In checks, + is a pass and - a failure; in healthy, + says healthy after that check. */
    @ParameterizedTest(name = "rise {0}, fall {1}: {2} gives {3}")
    @CsvSource({
        "2, 3, ++++,        ++++",
        "2, 3, --,          ++",
        "2, 3, ---,         ++-",
        "2, 3, --+--+,      ++++++",
        "2, 3, ---+,        ++--",
        "2, 3, ---++,       ++--+",
        "2, 3, ---+-++,     ++----+",
        "2, 3, ---++--+---, ++--++++++-",
        "1, 1, -+-+,        -+-+",
        "3, 1, -++-+++,     ------+",
        "1, 4, ----+----,   +++-++++-",
    })
    void itTakesEnoughChecksInARow(int rise, int fall, String checks, String healthy) {
        RiseFall rule = new RiseFall(rise, fall);
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < checks.length(); i++) {
            seen.append(rule.isHealthyAfter(checks.charAt(i) == '+') ? '+' : '-');
        }
        assertEquals(healthy, seen.toString());
    }
}
