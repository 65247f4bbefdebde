package apex.net;

import apex.spi.transport.Acquirer;

/** One backend connection, as the pool sees it. On the connection's loop. */
public interface ClientSession extends WireHandler {
    /** Carries an exchange: calls {@link Acquirer#acquired}. Only while idle. */
    void begin(Acquirer acquirer, boolean reused);

    /**
     * Ends the exchange and the connection, because others wait for it: the acquirer has failed with {@link
     * apex.spi.exchange.Reason#GAVE_WAY}. Only while its client holds the response up, as told to {@link Home#heldUp}.
     */
    void giveWay();

    /** How a session tells its pool where it stands. */
    interface Home {
        /** The session is idle and fit for another exchange. */
        void idle(ClientSession session);

        /** The session's connection is gone or must not be used again. Once. */
        void gone(ClientSession session);

        /**
         * The client of the exchange takes no more of the response for now, so that it keeps the connection from others. It gives
         * way to them once that has lasted for longer than {@code graceMillis}, unless {@link #flows} or the end comes before.
         */
        void heldUp(ClientSession session, long graceMillis);

        /** The client takes the response again. */
        void flows(ClientSession session);
    }
}
