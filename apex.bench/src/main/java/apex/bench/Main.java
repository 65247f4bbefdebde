package apex.bench;

/** Entry point of {@code ./apex bench}. */
public final class Main {
    private Main() {}

    /**
     * Runs the measurement named by the first argument and ends the process: 0 all went well, 1 something failed, 2 the command
     * line is wrong.
     *
     * @param args name of the measurement, then its own arguments
     */
    public static void main(String[] args) {
        System.exit(BenchCommand.commandLine().execute(args));
    }
}
