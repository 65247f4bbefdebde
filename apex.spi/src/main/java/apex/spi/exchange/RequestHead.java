package apex.spi.exchange;

/** The head of a request: method, target, authority and fields. Views that it returns are reused by the next call for the same part. */
public final class RequestHead extends Head {
    private static final Text SLASH = Text.of("/");

    private Method method = Method.OTHER;
    private int methodStart;
    private int methodLength;
    private int targetStart;
    private int targetLength;
    private int pathLength;
    private int authorityStart;
    private int authorityLength;
    private int upgradeStart;
    private int upgradeLength;
    private boolean secure;
    private boolean takesTrailers;

    private final Text methodView = new Text();
    private final Text targetView = new Text();
    private final Text pathView = new Text();
    private final Text queryView = new Text();
    private final Text authorityView = new Text();
    private final Text upgradeView = new Text();

    /** A head without content. */
    public RequestHead() {}

    /** The method, {@link Method#OTHER} for one that Apex has no name for. */
    public Method method() {
        return method;
    }

    /** The method as it arrived. */
    public Text methodText() {
        return methodView.wrap(arena.bytes(), methodStart, methodLength);
    }

    /** Path and query as they will be sent on: the origin form without fragment, or {@code *}. Never empty. */
    public Text target() {
        return targetView.wrap(arena.bytes(), targetStart, targetLength);
    }

    /** The path, as it arrived or was rewritten, with its percent-encoding; starts with a slash, or is {@code *}. */
    public Text path() {
        return pathView.wrap(arena.bytes(), targetStart, pathLength);
    }

    /** The query without its question mark; empty when there is none. */
    public Text query() {
        int skip = Math.min(pathLength + 1, targetLength);
        return queryView.wrap(arena.bytes(), targetStart + skip, targetLength - skip);
    }

    /** Whether there is a question mark, even with nothing behind it. */
    public boolean hasQuery() {
        return targetLength > pathLength;
    }

    /** The host and port that the client asked for, as it spelled them: {@code Host}, {@code :authority} or the target's. */
    public Text authority() {
        return authorityView.wrap(arena.bytes(), authorityStart, authorityLength);
    }

    /**
     * The one protocol that the client asks to switch to, as it spelled it, for example {@code websocket} (RFC 9110 section 7.8);
     * empty when it asks for none. The request has no body then.
     */
    public Text upgrade() {
        return upgradeView.wrap(arena.bytes(), upgradeStart, upgradeLength);
    }

    /** Whether the client's connection is encrypted: {@code https} rather than {@code http}. */
    public boolean isSecure() {
        return secure;
    }

    /** Whether the client has said that it takes trailers behind the response's body (RFC 9110 section 10.1.4). */
    public boolean takesTrailers() {
        return takesTrailers;
    }

    /**
     * Replaces the path and leaves the query.
     *
     * @param path must start with a slash and have neither {@code ?}, {@code #}, space nor control bytes
     * @throws IllegalArgumentException for any other path
     * @throws HeadTooLargeException when there is no room
     */
    @SuppressWarnings("ReferenceEquality") // whether it is the arena's own array is the question
    public void path(Text path) {
        requireCleanPath(path);
        int queryLength = targetLength - pathLength;
        arena.ensure(path.length() + queryLength);
        int at = path.array() == arena.bytes()
                ? arena.appendOwn(path.offset(), path.length())
                : arena.append(path.array(), path.offset(), path.length());
        arena.appendOwn(targetStart + pathLength, queryLength);
        targetStart = at;
        pathLength = path.length();
        targetLength = pathLength + queryLength;
    }

    /**
     * Drops the first {@code count} bytes of the path; an empty rest becomes {@code /}, a rest without a leading slash gets one.
     *
     * @throws IllegalArgumentException when {@code count} is negative or more than the path has
     * @throws HeadTooLargeException when a slash is needed and there is no room
     */
    public void dropFromPath(int count) {
        if (count < 0 || count > pathLength) {
            throw new IllegalArgumentException(
                    "count: " + count + " (expected: 0 to " + pathLength + ", the length of the path)");
        }
        if (count == pathLength) {
            path(SLASH);
        } else if (arena.bytes()[targetStart + count] == '/') {
            targetStart += count;
            targetLength -= count;
            pathLength -= count;
        } else if (count > 0) {
            arena.bytes()[targetStart + count - 1] = '/';
            dropFromPath(count - 1);
        }
    }

    /** For protocols: where the method lies in the arena. */
    public void method(int start, int length) {
        methodStart = start;
        methodLength = length;
        method = Method.find(arena.bytes(), start, length);
    }

    /** For protocols: where the target lies in the arena, and how much of it is path. */
    public void target(int start, int length, int lengthOfPath) {
        targetStart = start;
        targetLength = length;
        pathLength = lengthOfPath;
    }

    /**
     * Replaces the authority that goes on to the backend.
     *
     * @throws HeadTooLargeException when there is no room
     */
    public void authority(Text hostAndPort) {
        int at = arena.append(hostAndPort.array(), hostAndPort.offset(), hostAndPort.length());
        authority(at, hostAndPort.length());
    }

    /** For protocols: where the authority lies in the arena. */
    public void authority(int start, int length) {
        authorityStart = start;
        authorityLength = length;
    }

    /** For protocols and the kernel: where the protocol to switch to lies in the arena; length 0 for none. */
    public void upgrade(int start, int length) {
        upgradeStart = start;
        upgradeLength = length;
    }

    /** For protocols: whether the connection is encrypted. */
    public void secure(boolean encrypted) {
        secure = encrypted;
    }

    /** For protocols: whether the client takes trailers. */
    public void takesTrailers(boolean taken) {
        takesTrailers = taken;
    }

    @Override
    public void close() {
        super.close();
        method = Method.OTHER;
        methodStart = 0;
        methodLength = 0;
        targetStart = 0;
        targetLength = 0;
        pathLength = 0;
        authorityStart = 0;
        authorityLength = 0;
        upgradeStart = 0;
        upgradeLength = 0;
        secure = false;
        takesTrailers = false;
    }

    private static void requireCleanPath(Text path) {
        boolean clean = path.length() > 0 && path.charAt(0) == '/';
        for (int i = 0; clean && i < path.length(); i++) {
            char c = path.charAt(i);
            clean = c > ' ' && c != 0x7F && c != '?' && c != '#';
        }
        if (!clean) {
            throw new IllegalArgumentException(
                    "path: \"" + path + "\" (expected: a leading slash and no ?, #, space or control byte)");
        }
    }
}
