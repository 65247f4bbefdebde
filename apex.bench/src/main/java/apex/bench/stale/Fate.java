package apex.bench.stale;

/**
 * What a client got for a request.
 *
 * @param status 0 where the connection ended without a response
 * @param own whether the response is this request's
 * @param reason of the gateway, where it answered itself
 */
record Fate(int status, boolean own, String reason) {
    static final Fate NO_ANSWER = new Fate(0, true, "");

    private static final int OK = 200;
    private static final int BAD_GATEWAY = 502;

    boolean isAnswered() {
        return status == OK && own;
    }

    /** Whether it is a 502 with a reason. */
    boolean isHonestLoss() {
        return status == BAD_GATEWAY && !reason.isEmpty();
    }

    /** What it is, for the report. */
    String words() {
        if (!own) {
            return "another request's bytes";
        }
        return status == 0 ? "no response" : reason.isEmpty() ? Integer.toString(status) : status + " " + reason;
    }
}
