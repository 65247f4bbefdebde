package apex.kernel.plugin;

import apex.spi.settings.Place;
import apex.spi.settings.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Collects what is wrong, so that people see all of it at once. */
final class Refusals {
    /** Chains of causes can be rings. */
    private static final int DEEPEST = 32;

    private final List<Problem> problems = new ArrayList<>();
    private final List<Throwable> causes = new ArrayList<>();

    /**
     * Adds one.
     *
     * @param file the jar or folder
     * @param module the module's name, or empty when it is not known
     * @param reason what was found and what is expected
     * @param hint the way out
     */
    void add(Object file, String module, String reason, String hint) {
        String message = module.isEmpty() ? reason : "module " + module + ": " + reason;
        problems.add(new Problem(new Place(line(file.toString()), 0, 0), line(message), line(hint)));
    }

    /** Keeps what was thrown for the stack trace. */
    void cause(Throwable thrown) {
        causes.add(thrown);
    }

    /** How many there are: whoever sees no growth has been accepted. */
    int count() {
        return problems.size();
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            PluginException exception = new PluginException(problems);
            causes.forEach(exception::addSuppressed);
            throw exception;
        }
    }

    /** What was thrown, without the wrappers that say only that something was thrown, and where. */
    static String describe(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; depth < DEEPEST && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        String message = root.getMessage();
        String text = root.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        StackTraceElement[] trace = root.getStackTrace();
        return trace.length == 0 || trace[0].getFileName() == null || isOfJava(trace[0])
                ? text
                : text + " (" + trace[0].getFileName() + ":" + trace[0].getLineNumber() + ")";
    }

    private static boolean isOfJava(StackTraceElement frame) {
        return Objects.requireNonNullElse(frame.getModuleName(), "").startsWith("java.");
    }

    /** Names in a jar are somebody else's: none may break a message into two lines or move a terminal's cursor. */
    private static String line(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return clean.toString();
    }
}
