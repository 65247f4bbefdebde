package apex.app;

/** The {@code apex} command. */
public final class Main {
    private Main() {}

    /**
     * Runs the command.
     *
     * @param args the command line after {@code apex}
     */
    public static void main(String[] args) {
        System.err.println("apex: no command is implemented yet");
        System.exit(2);
    }
}
