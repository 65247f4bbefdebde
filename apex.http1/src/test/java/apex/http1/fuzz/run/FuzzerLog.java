package apex.http1.fuzz.run;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the fuzzer has written about its run.
 *
 * @param executions how many inputs it has tried
 * @param coverage edges of the code that were reached
 * @param features those, told apart by how often they were passed
 * @param inputs how many inputs its corpus has
 * @param added how many of them this run has found
 */
record FuzzerLog(long executions, long coverage, long features, long inputs, long added) {
    private static final Pattern PROGRESS =
            Pattern.compile("#(\\d+)\\s.*cov: (\\d+) ft: (\\d+)(?: corp: (\\d+)/.*)?.*");
    private static final Pattern EXECUTED = Pattern.compile("stat::number_of_executed_units:\\s*(\\d+)");
    private static final Pattern ADDED = Pattern.compile("#\\d+\\s+NEW\\s.*");

    static FuzzerLog of(List<String> lines) {
        long executions = 0;
        long coverage = 0;
        long features = 0;
        long inputs = 0;
        long added = 0;
        for (String line : lines) {
            Matcher progress = PROGRESS.matcher(line);
            if (progress.matches()) {
                executions = Math.max(executions, Long.parseLong(progress.group(1)));
                coverage = Long.parseLong(progress.group(2));
                features = Long.parseLong(progress.group(3));
                inputs = progress.group(4) == null ? inputs : Long.parseLong(progress.group(4));
            }
            Matcher executed = EXECUTED.matcher(line);
            if (executed.matches()) {
                executions = Math.max(executions, Long.parseLong(executed.group(1)));
            }
            added += ADDED.matcher(line).matches() ? 1 : 0;
        }
        return new FuzzerLog(executions, coverage, features, inputs, added);
    }
}
