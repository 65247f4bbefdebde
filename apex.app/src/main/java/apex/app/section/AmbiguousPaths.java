package apex.app.section;

/** What becomes of paths that servers read differently. */
public enum AmbiguousPaths {
    /** They are refused. */
    REFUSE,
    /** They go on as they came. */
    FORWARD
}
