package apex.app.config;

/** What the {@code path_prefix} of a route may look like. Written out: at a start it is asked for each route before anything is compiled. */
final class PathPrefix {
    private PathPrefix() {}

    /** Whether it is an absolute path of visible ASCII, without query, fragment, empty segments and dot segments. */
    static boolean isSound(String prefix) {
        if (!prefix.startsWith("/")) {
            return false;
        }
        int segment = 1;
        for (int i = 1; i < prefix.length(); i++) {
            char c = prefix.charAt(i);
            if (c < '!' || c > '~' || c == '#' || c == '?') {
                return false;
            }
            if (c == '/') {
                if (i == segment || isDots(prefix, segment, i)) {
                    return false;
                }
                segment = i + 1;
            }
        }
        return !isDots(prefix, segment, prefix.length());
    }

    private static boolean isDots(String path, int from, int end) {
        int length = end - from;
        return (length == 1 || length == 2) && path.charAt(from) == '.' && path.charAt(end - 1) == '.';
    }
}
