package apex.bench.starvation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What slowhttptest has come to, of its last report: it prints one every five seconds.
 *
 * @param connected connections that were open
 * @param mostConnected the most of them in any report
 * @param errors connections that could not be made
 * @param closed connections that the server has closed
 * @param exit why it ended
 */
record SlowOutput(int connected, int mostConnected, int errors, int closed, String exit) {
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*[A-Za-z]");
    private static final Pattern STATUS =
            Pattern.compile("connected:\\s+(\\d+)\\s+error:\\s+(\\d+)\\s+closed:\\s+(\\d+)");
    private static final Pattern EXIT = Pattern.compile("Exit status: (.*)");

    /**
     * The result in {@code output}.
     *
     * @throws IllegalArgumentException when there is no report in it
     */
    static SlowOutput parse(String output) {
        String text = COLOURS.matcher(output).replaceAll("");
        Matcher status = STATUS.matcher(text);
        SlowOutput last = null;
        int most = 0;
        Matcher exit = EXIT.matcher(text);
        String why = exit.find() ? exit.group(1).strip() : "unknown";
        while (status.find()) {
            int connected = Integer.parseInt(status.group(1));
            most = Math.max(most, connected);
            last = new SlowOutput(
                    connected, most, Integer.parseInt(status.group(2)), Integer.parseInt(status.group(3)), why);
        }
        if (last == null) {
            throw new IllegalArgumentException(
                    "slowhttptest: \"" + text.strip() + "\" (expected: a report with its connections)");
        }
        return last;
    }
}
