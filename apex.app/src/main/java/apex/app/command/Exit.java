package apex.app.command;

import apex.spi.settings.Problem;
import java.io.PrintWriter;
import java.util.List;

/** How a command ends: its exit code and the last lines that it says. */
final class Exit {
    /** All went well. */
    static final int OK = 0;

    /** The configuration or the start failed. */
    static final int FAILED = 1;

    /** The command line is wrong. */
    static final int USAGE = 2;

    private Exit() {}

    /** Says every problem, one a line, then how many there are and what that means. */
    static int failed(PrintWriter err, List<Problem> problems, String consequence) {
        // What was found may hold anything; a problem stays one line and cannot steer a terminal.
        problems.forEach(problem -> err.println(problem.toString().replaceAll("\\p{Cntrl}", "?")));
        err.println("apex: " + count(problems.size(), "problem") + ", " + consequence);
        err.flush();
        return FAILED;
    }

    /** {@code 1 route}, {@code 2 routes}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
