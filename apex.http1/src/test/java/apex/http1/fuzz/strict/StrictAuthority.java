package apex.http1.fuzz.strict;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code host[:port]} by the grammar of RFC 3986 section 3.2, without what HTTP has no use for: percents, sub-delimiters, user. */
public final class StrictAuthority {
    private static final Pattern WHOLE =
            Pattern.compile("(?:([A-Za-z0-9._~-]+)|\\[([0-9A-Fa-f:.]+)\\])(?::([0-9]{1,5}))?");
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final int GROUPS = 8;

    private StrictAuthority() {}

    /** Whether it can be a host and a port. */
    public static boolean isValid(String text) {
        Matcher matcher = WHOLE.matcher(text);
        if (!matcher.matches() || matcher.group(2) != null && !isV6(matcher.group(2))) {
            return false;
        }
        return matcher.group(3) == null || Integer.parseInt(matcher.group(3)) <= 65535;
    }

    private static boolean isV6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == GROUPS;
        }
        int before = groups(text.substring(0, gap), false);
        int after = groups(text.substring(gap + 2), true);
        return before >= 0 && after >= 0 && before + after < GROUPS;
    }

    /** How many groups of 16 bits there are, or less than zero when it is something else. */
    private static int groups(String text, boolean last) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] groups = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < groups.length; i++) {
            if (groups[i].matches("[0-9A-Fa-f]{1,4}")) {
                count++;
            } else if (last && i == groups.length - 1 && V4.matcher(groups[i]).matches()) {
                count += 2;
            } else {
                return -GROUPS;
            }
        }
        return count;
    }
}
