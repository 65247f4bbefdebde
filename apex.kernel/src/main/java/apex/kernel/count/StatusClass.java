package apex.kernel.count;

import apex.spi.exchange.Reason;

/** What responses are told apart by. */
public enum StatusClass {
    /** The client went away, or was too slow to be waited for. */
    ABORTED(0, "aborted"),
    /** The connection was handed over to another protocol. */
    SWITCHED(1, "1xx"),
    /** Success. */
    SUCCESS(2, "2xx"),
    /** Redirection. */
    REDIRECTION(3, "3xx"),
    /** The client's mistake. */
    CLIENT_ERROR(4, "4xx"),
    /** A mistake of the backend's or of Apex. */
    SERVER_ERROR(5, "5xx");

    private static final int MOST = 5;

    private final int cell;
    private final String label;

    StatusClass(int cell, String label) {
        this.cell = cell;
        this.label = label;
    }

    /** As metrics call it. */
    public String label() {
        return label;
    }

    /** Where it is counted. */
    int cell() {
        return cell;
    }

    /** Where a status is counted; whatever is none counts as aborted. */
    static int cellOf(int status) {
        int hundreds = status / 100;
        return status == Reason.CLIENT_CLOSED || hundreds < 1 || hundreds > MOST ? 0 : hundreds;
    }
}
