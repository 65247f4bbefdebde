package apex.bench.differential;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Differences that somebody has looked at: {@code PROXY CASE,CASE: reason} on each line, with whole names of the corpus. */
final class Reviewed {
    private static final Pattern LINE = Pattern.compile("(\\S+) (\\S+): (\\S.*)");

    private final Map<String, String> reasons = new HashMap<>();

    /** The list that comes with this program. */
    static Reviewed load() throws IOException {
        try (InputStream in = Reviewed.class.getResourceAsStream("reviewed.txt")) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Reads the text of a list; lines that begin with # are remarks. */
    static Reviewed parse(String text) throws IOException {
        Reviewed reviewed = new Reviewed();
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IOException("reviewed.txt: \"" + line + "\" (expected: PROXY CASE,CASE: reason)");
            }
            for (String name : matcher.group(2).split(",", -1)) {
                reviewed.reasons.put(matcher.group(1) + " " + name, matcher.group(3));
            }
        }
        return reviewed;
    }

    /** Why Apex is right where that proxy refuses, or null if nobody has said so. */
    String reason(String proxy, String name) {
        return reasons.get(proxy + " " + name);
    }
}
