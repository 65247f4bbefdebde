package apex.app.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs the command in this process and keeps what it says. */
final class Shell {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Runs {@code apex} with these arguments and returns the exit code. */
    int apex(String... arguments) {
        CommandLine command = ApexCommand.commandLine();
        return command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    /** What went to standard output. */
    String out() {
        return out.toString();
    }

    /** What went to standard error. */
    String err() {
        return err.toString();
    }
}
