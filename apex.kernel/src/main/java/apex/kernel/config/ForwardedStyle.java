package apex.kernel.config;

/** Which fields tell a backend of the client. */
public enum ForwardedStyle {
    /** {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}. */
    X_FORWARDED,
    /** {@code Forwarded} (RFC 7239). */
    FORWARDED,
    /** All of them. */
    BOTH,
    /** None. */
    NONE
}
