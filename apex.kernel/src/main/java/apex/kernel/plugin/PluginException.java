package apex.kernel.plugin;

import apex.spi.settings.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Plugins that cannot be used, with everything that is wrong with them; what providers threw is suppressed in it. */
public final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    PluginException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, at least one thing; the place of each is the file of the plugin. */
    public List<Problem> problems() {
        return problems;
    }
}
