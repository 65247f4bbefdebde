package apex.plugins.standard.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CivilDateTest {
    @Test
    void everyDayOfFourCenturiesIsThatOfTheCalendar() {
        CivilDate date = new CivilDate();
        long end = LocalDate.of(2370, 1, 1).toEpochDay();
        for (long day = LocalDate.of(1969, 12, 1).toEpochDay(); day < end; day++) {
            date.set(day);
            assertEquals(LocalDate.ofEpochDay(day), LocalDate.of(date.year(), date.month(), date.day()));
        }
    }
}
