package apex.kernel;

import apex.spi.settings.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A gateway that cannot start, with everything that is wrong. */
public final class GatewayException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** An exception for these problems, at least one. */
    public GatewayException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong. */
    public List<Problem> problems() {
        return problems;
    }
}
