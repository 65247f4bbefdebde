package apex.net.link;

/** Who gets the connections that a listening socket accepts. On the loop of that socket. */
public interface Arrivals {
    /** A connection was accepted. */
    void arrived(Arrival arrival);

    /** The system refuses to accept, most often for want of descriptors: trying again at once would only spin. */
    void refused(ListeningSocket socket, Throwable cause);
}
