package apex.app.process;

import apex.app.section.LogLevel;
import java.util.Locale;
import java.util.Map;

/** Sets up the log of the process: lines on standard error, for people, never from the event loops. */
public final class LogSetup {
    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private LogSetup() {}

    /** Has to come before the first logger is made; what the user set by system properties stays. */
    public static void apply(LogLevel level) {
        Map.of(
                        "defaultLogLevel", level.name().toLowerCase(Locale.ROOT),
                        // Netty tells at DEBUG and TRACE every probe of its start; that is not what an operator asks
                        // for.
                        "log.io.netty", atLeastInfo(level),
                        "logFile", "System.err",
                        "showDateTime", "true",
                        "dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                        "showThreadName", "false",
                        "showLogName", "true")
                .forEach((name, value) -> {
                    if (System.getProperty(PREFIX + name) == null) {
                        System.setProperty(PREFIX + name, value);
                    }
                });
    }

    private static String atLeastInfo(LogLevel level) {
        return (level.compareTo(LogLevel.INFO) < 0 ? LogLevel.INFO : level)
                .name()
                .toLowerCase(Locale.ROOT);
    }
}
