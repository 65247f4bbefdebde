package apex.bench.figures;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what wrk prints. */
final class WrkOutput {
    private static final Pattern TOTAL = Pattern.compile("(\\d+) requests in ([\\d.]+)(us|ms|s|m)");
    private static final Pattern ERRORS =
            Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
    private static final Pattern STATUSES = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

    private WrkOutput() {}

    /**
     * The result in {@code output}.
     *
     * @throws IllegalArgumentException when it is not the output of a run with {@code --latency}
     */
    static LoadResult parse(String output) {
        Matcher total = TOTAL.matcher(output);
        if (!total.find()) {
            throw new IllegalArgumentException("wrk: \"" + output.strip() + "\" (expected: a line with its requests)");
        }
        long errors = 0;
        Matcher sockets = ERRORS.matcher(output);
        if (sockets.find()) {
            for (int i = 1; i <= sockets.groupCount(); i++) {
                errors += Long.parseLong(sockets.group(i));
            }
        }
        Matcher statuses = STATUSES.matcher(output);
        if (statuses.find()) {
            errors += Long.parseLong(statuses.group(1));
        }
        return new LoadResult(
                Long.parseLong(total.group(1)),
                nanos(total.group(2), total.group(3)) / 1e9,
                percentile(output, 50),
                percentile(output, 99),
                LoadResult.UNKNOWN,
                errors);
    }

    private static long percentile(String output, int percent) {
        Matcher matcher = Pattern.compile("(?m)^ *" + percent + "% +([\\d.]+)(us|ms|s|m)\\s*$")
                .matcher(output);
        if (!matcher.find()) {
            throw new IllegalArgumentException("wrk: no " + percent + "% (expected: the output of wrk --latency)");
        }
        return nanos(matcher.group(1), matcher.group(2));
    }

    private static long nanos(String number, String unit) {
        double factor = switch (unit) {
            case "us" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            default -> 60e9;
        };
        return Math.round(Double.parseDouble(number) * factor);
    }
}
