package apex.kernel.count;

import apex.spi.thread.Cold;

/** What is counted for the exchanges and the tunnels of one route. */
public final class RouteCounters {
    private static final int STATUS = 0;
    private static final int REQUEST_BYTES = STATUS + 6;
    private static final int RESPONSE_BYTES = REQUEST_BYTES + 1;
    private static final int TUNNELS_OPENED = RESPONSE_BYTES + 1;
    private static final int TUNNELS_CLOSED = TUNNELS_OPENED + 1;
    private static final int FROM_CLIENT = TUNNELS_CLOSED + 1;
    private static final int FROM_BACKEND = FROM_CLIENT + 1;
    private static final int DURATION = FROM_BACKEND + 1;

    private final String name;
    private final LoopCells[] loops;

    RouteCounters(String name, int loops) {
        this.name = name;
        this.loops = LoopCells.forEach(loops, DURATION + DurationCells.COUNT);
    }

    /**
     * Counts an exchange that has completed. By the loop with index {@code loop}.
     *
     * @param status of the response, 499 for none because of the client
     * @param nanos from its first byte to its completion
     */
    public void completed(int loop, int status, long requestBytes, long responseBytes, long nanos) {
        LoopCells cells = loops[loop];
        cells.add(STATUS + StatusClass.cellOf(status), 1);
        if (requestBytes != 0) {
            cells.add(REQUEST_BYTES, requestBytes);
        }
        cells.add(RESPONSE_BYTES, responseBytes);
        DurationCells.add(cells, DURATION, nanos);
    }

    /** Counts a tunnel in. By the loop with index {@code loop}. */
    public void tunnelOpened(int loop) {
        loops[loop].add(TUNNELS_OPENED, 1);
    }

    /** Counts a tunnel out, with the bytes that came from either end. By the loop with index {@code loop}. */
    public void tunnelClosed(int loop, long fromClient, long fromBackend) {
        LoopCells cells = loops[loop];
        cells.add(TUNNELS_CLOSED, 1);
        cells.add(FROM_CLIENT, fromClient);
        cells.add(FROM_BACKEND, fromBackend);
    }

    // For readers, on any thread.

    /** The route's name, empty for requests without one. */
    @Cold
    public String name() {
        return name;
    }

    /** Exchanges that completed with such a status. */
    @Cold
    public long completed(StatusClass status) {
        return LoopCells.sum(loops, STATUS + status.cell());
    }

    /** Bytes of request bodies. */
    @Cold
    public long requestBytes() {
        return LoopCells.sum(loops, REQUEST_BYTES);
    }

    /** Bytes of response bodies. */
    @Cold
    public long responseBytes() {
        return LoopCells.sum(loops, RESPONSE_BYTES);
    }

    /** How long exchanges took. */
    @Cold
    public Histogram durations() {
        return DurationCells.read(loops, DURATION);
    }

    /** Tunnels in all. */
    @Cold
    public long tunnelsOpened() {
        return LoopCells.sum(loops, TUNNELS_OPENED);
    }

    /** Tunnels that are open. */
    @Cold
    public long tunnelsOpen() {
        long closed = LoopCells.sum(loops, TUNNELS_CLOSED);
        return LoopCells.sum(loops, TUNNELS_OPENED) - closed;
    }

    /** Bytes that came from clients through tunnels that are closed. */
    @Cold
    public long tunnelBytesFromClients() {
        return LoopCells.sum(loops, FROM_CLIENT);
    }

    /** Bytes that came from backends through tunnels that are closed. */
    @Cold
    public long tunnelBytesFromBackends() {
        return LoopCells.sum(loops, FROM_BACKEND);
    }
}
