package apex.net.link;

/** A connection that is being made. On the loop. */
public interface Dialing {
    /** Ends it; nothing is told any more. Without effect once the connection is up. */
    void giveUp();
}
