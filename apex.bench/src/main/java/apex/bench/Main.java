package apex.bench;

/** Entry point of {@code ./apex bench}. */
public final class Main {
    private Main() {}

    /**
     * Runs the measurement named by the first argument.
     *
     * @param args name of the measurement, then its own arguments
     */
    public static void main(String[] args) {
        System.err.println("apex bench: no measurement is implemented yet (./apex bench jmh runs the microbenchmarks)");
        System.exit(2);
    }
}
