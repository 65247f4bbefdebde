package apex.net.poll;

import apex.net.proactor.Operation;

/** What one user waits for, and what is known of its descriptor. */
final class Place {
    final int slot;
    int descriptor = -1;

    /** The descriptor is in the epoll set. */
    boolean watched;

    /** There may be something to read: not all was read since the last event. */
    boolean readable;

    /** The peer has ended its output. */
    boolean peerEnded;

    /** The connection is broken, or both ends have ended. */
    boolean over;

    /** {@link Operation#RECEIVE}, {@link Operation#RECEIVE_ONCE}, or null. */
    Operation receiving;

    /** The most that {@link Operation#RECEIVE_ONCE} may bring. */
    int most;

    /** {@link Operation#SEND}, {@link Operation#SEND_PIECES}, or null. */
    Operation sending;

    long sendAddress;
    int sendLength;

    boolean accepting;
    boolean connecting;

    boolean polling;
    int polledEvents;

    /** It stands in the list of those to read from in the next round. */
    boolean isListed;

    Place(int slot) {
        this.slot = slot;
    }

    /** Does not want that any more; whether it did. */
    boolean forget(Operation operation) {
        boolean wanted;
        switch (operation) {
            case RECEIVE, RECEIVE_ONCE -> {
                wanted = receiving == operation;
                receiving = wanted ? null : receiving;
            }
            case SEND, SEND_PIECES -> {
                wanted = sending == operation;
                sending = wanted ? null : sending;
            }
            case ACCEPT -> {
                wanted = accepting;
                accepting = false;
            }
            case CONNECT -> {
                wanted = connecting;
                connecting = false;
            }
            case POLL -> {
                wanted = polling;
                polling = false;
            }
            default -> throw new IllegalArgumentException(operation.toString());
        }
        return wanted;
    }
}
