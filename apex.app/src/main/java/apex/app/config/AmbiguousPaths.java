package apex.app.config;

/** What becomes of paths that servers read differently. */
enum AmbiguousPaths {
    /** They are refused. */
    REFUSE,
    /** They go on as they came. */
    FORWARD
}
