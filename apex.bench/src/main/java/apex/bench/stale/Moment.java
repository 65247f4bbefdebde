package apex.bench.stale;

/** When the backend closes a connection. */
enum Moment {
    /** Before a byte has been read of it. */
    ON_ACCEPT("on accept"),
    /** With the last bytes of a response. */
    WITH_RESPONSE("with the end of a response"),
    /** Up to a millisecond after a response. */
    AFTER_RESPONSE("right after a response"),
    /** After 0 to 3 milliseconds without a request, or with one that has just come. */
    IDLE("while idle"),
    /** When the first byte of a request is there, of which nothing is read. */
    ON_ARRIVAL("as a request arrives, unread"),
    /** When a part of a request's head has been read. */
    IN_HEAD("within a request's head"),
    /** When a request has been read whole and counts as processed, in place of the response. */
    IN_PLACE_OF_RESPONSE("in place of a response");

    private final String words;

    Moment(String words) {
        this.words = words;
    }

    /** For the report. */
    String words() {
        return words;
    }
}
