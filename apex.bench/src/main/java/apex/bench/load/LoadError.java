package apex.bench.load;

import java.util.Locale;

/** What can go wrong with a request under load. */
public enum LoadError {
    /** No connection could be opened. */
    CONNECT,
    /** The server ended the connection before the response was complete. */
    CLOSED,
    /** Reading or writing failed. */
    BROKEN,
    /** No complete response within the limit. */
    TIMEOUT,
    /** A complete response with a status other than 2xx. */
    STATUS,
    /** What arrived is not one HTTP/1.1 response. */
    MALFORMED;

    /** The word for reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
