package apex.app.config;

import apex.spi.settings.Place;
import apex.spi.settings.Problem;
import java.util.Comparator;
import java.util.List;

/**
 * What reading a configuration gave.
 *
 * @param config what could be read, with stand-ins for the rest, for further checks; null when the text itself could not be read. It may be run only when
 *     there are no problems
 * @param problems everything that is wrong, in the order of the file
 */
public record Reading(AppConfig config, List<Problem> problems) {
    private static final Comparator<Problem> IN_FILE_ORDER = Comparator.comparing(
            Problem::place, Comparator.comparingInt(Place::line).thenComparingInt(Place::column));

    /** Sorts the problems. */
    public Reading {
        problems = problems.stream().sorted(IN_FILE_ORDER).toList();
    }

    /** Nothing could be read. */
    public static Reading failed(List<Problem> problems) {
        return new Reading(null, problems);
    }
}
