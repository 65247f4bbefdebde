package apex.http1.fuzz;

import java.util.Locale;

/** What Jazzer calls, for the target that the system property {@code apex.fuzz.target} names. */
public final class FuzzEntry {
    private static final Target TARGET =
            Target.valueOf(System.getProperty("apex.fuzz.target", "request").toUpperCase(Locale.ROOT));

    private FuzzEntry() {}

    /** Judges one input. */
    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.judge(input, Cuts.SOME);
    }
}
