package apex.bench.starvation;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads counters by reason from the text of Apex's {@code /metrics}. */
final class MetricsText {
    private static final Pattern COUNTER =
            Pattern.compile("(?m)^apex_(?:reasons|connections_refused)_total\\{([^}]*)} (\\d+)");
    private static final Pattern REASON = Pattern.compile("reason=\"([^\"]*)\"");

    private MetricsText() {}

    /** How often each reason was given, to requests and to connections, of those that were. */
    static Map<String, Long> reasons(String text) {
        Map<String, Long> reasons = new TreeMap<>();
        Matcher counter = COUNTER.matcher(text);
        while (counter.find()) {
            Matcher reason = REASON.matcher(counter.group(1));
            long count = Long.parseLong(counter.group(2));
            if (count > 0 && reason.find()) {
                reasons.merge(reason.group(1), count, Math::max);
            }
        }
        return reasons;
    }

    /** What has come to {@code before}. */
    static Map<String, Long> since(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> added = new TreeMap<>();
        after.forEach((reason, count) -> {
            long more = count - before.getOrDefault(reason, 0L);
            if (more > 0) {
                added.put(reason, more);
            }
        });
        return added;
    }
}
