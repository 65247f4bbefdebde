package apex.net.pool;

/** A connection's place in the {@link HeldUpList}; a field of its owner. */
abstract class HeldUp {
    /** Whether it is in the list, and its neighbours there. */
    boolean listed;

    HeldUp longer;
    HeldUp shorter;

    /** Until when it need not give way; only while it is in the list. */
    long graceEndNanos;

    /** Whether it has been told to give way, so that its permit is about to come free. */
    boolean givesWay;

    /** Ends the exchange and the connection; it is out of the list by then. */
    abstract void giveWay();
}
