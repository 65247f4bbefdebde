package apex.spi.settings;

/**
 * One thing that is wrong, for people.
 *
 * @param place where
 * @param message what was found and what is expected, in one line: {@code weight: -1 (expected: 1 to 1000)}
 * @param hint the way out, or empty
 */
public record Problem(Place place, String message, String hint) {
    /** A problem whose message says it all. */
    public Problem(Place place, String message) {
        this(place, message, "");
    }

    /** Place, message and hint in one line. */
    @Override
    public String toString() {
        return place + ": " + message + (hint.isEmpty() ? "" : " – " + hint);
    }
}
