package apex.net;

/** One client connection, as the listener sees it. On the connection's loop. */
public interface ServerSession extends WireHandler {
    /** Closes now if idle, else after the present exchange. */
    void drain();
}
