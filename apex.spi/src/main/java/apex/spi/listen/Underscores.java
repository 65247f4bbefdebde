package apex.spi.listen;

import apex.spi.thread.Frozen;

/**
 * What becomes of request fields whose name has an underscore. Backends behind CGI and WSGI cannot tell {@code X_User} from
 * {@code X-User}, so that a client could pass for whom it is not.
 */
@Frozen
public enum Underscores {
    /** The field is left out. */
    DROP,
    /** The request is refused. */
    REFUSE,
    /** The field is sent on. */
    FORWARD
}
