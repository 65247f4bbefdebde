package apex.bench.sharing;

import java.util.List;

/**
 * A word that all loops write, and how often, as the code stands: the reckoning beyond the cores that a machine has.
 *
 * @param name what it is
 * @param writes how often one {@code per} changes it
 * @param per what it is that does so
 * @param spread on how many cache lines the writes fall; one means that all loops meet on it
 */
record SharedLine(String name, int writes, String per, int spread) {
    /** All of them. What is not here has one writer, or is replaced whole by a reload, a health check or a look-up of names. */
    static final List<SharedLine> ALL = List.of(
            new SharedLine("Permits.open", 2, "connection to one backend", 1),
            new SharedLine("Permits.waiting", 2, "exchange that has to queue for one backend", 1),
            new SharedLine("Admission.places, with max_connections", 2, "client's connection", 1),
            new SharedLine("ClientTable, with max_connections_per_client", 2, "client's connection", 1 << 14),
            new SharedLine("Tunnels.open", 2, "tunnel of one route", 1),
            new SharedLine("Seed.made of request-id", 1, "slot, made once and used again", 1));

    /**
     * What one {@code per} costs in nanoseconds when every write finds the line with another core.
     *
     * @param transferNanos how long a line takes from core to core
     */
    double cost(double transferNanos) {
        return writes * transferNanos;
    }

    /** How many {@code per} there can be in a second over all loops, however many these are: a line is with one core at a time. */
    double mostPerSecond(double transferNanos) {
        return spread * 1e9 / cost(transferNanos);
    }
}
