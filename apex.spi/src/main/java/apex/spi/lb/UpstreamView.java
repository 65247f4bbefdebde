package apex.spi.lb;

/** What a balancer knows of its upstream at the moment of a pick. Endpoints have indices from 0, which never change. */
public interface UpstreamView {
    /** How many endpoints there are, 1 or more. */
    int size();

    /** The endpoint at {@code index}. */
    Endpoint endpoint(int index);

    /** Whether it may be picked: healthy, and not tried before in this exchange. */
    boolean isAvailable(int index);

    /**
     * Exchanges that are under way at the endpoint: those of this loop as of now, those of the other loops as of some milliseconds
     * ago.
     */
    int load(int index);
}
