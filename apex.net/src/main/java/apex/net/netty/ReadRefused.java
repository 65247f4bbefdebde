package apex.net.netty;

/**
 * Ends Netty's present round of reads before it has begun, and changes nothing else: the bytes stay in the socket. It carries no
 * stack trace and exists once.
 */
final class ReadRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final ReadRefused INSTANCE = new ReadRefused();

    private ReadRefused() {
        super("a paused connection takes in no more", null, false, false);
    }
}
