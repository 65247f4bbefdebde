package apex.spi.exchange;

/**
 * A head has no room for one more field. The kernel turns it into 431 for a request and 502 for a response; a filter need not
 * catch it. It carries no stack trace and exists once, because peers can provoke it at will.
 */
public final class HeadTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("StaticAssignmentOfThrowable") // without trace and suppression it has no state to leak
    static final HeadTooLargeException INSTANCE = new HeadTooLargeException();

    private HeadTooLargeException() {
        super("head over " + ArenaSlab.LARGEST + " bytes or " + Fields.MOST + " fields", null, false, false);
    }
}
