package apex.kernel.config;

/**
 * How the gateway shows itself in messages.
 *
 * @param errorBodies whether its own answers have a body that says why
 * @param forwarded which fields tell backends of the client
 * @param via whether requests say by {@code Via} that they came through here, so that a loop is noticed
 * @param name the name in {@code Via} and {@code Forwarded}; empty for one that is made up at start
 */
public record HttpConfig(boolean errorBodies, ForwardedStyle forwarded, boolean via, String name) {
    /** The defaults. */
    public static final HttpConfig DEFAULT = new HttpConfig(true, ForwardedStyle.X_FORWARDED, true, "");
}
