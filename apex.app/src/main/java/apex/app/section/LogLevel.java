package apex.app.section;

/** How much is logged about the process itself; the access log is a filter and has no level. */
public enum LogLevel {
    /** Everything. */
    TRACE,
    /** Details for whoever looks for a fault. */
    DEBUG,
    /** Start, stop and changes of health. */
    INFO,
    /** What an operator should look at. */
    WARN,
    /** What does not work. */
    ERROR
}
