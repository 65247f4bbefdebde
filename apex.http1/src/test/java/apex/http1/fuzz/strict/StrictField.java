package apex.http1.fuzz.strict;

/** One field line, its value without white space around it. */
public record StrictField(String name, String value) {
    /** Whether it has this name, in any case. */
    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}
