package apex.net;

import apex.spi.transport.Acquirer;

/** One backend connection, as the pool sees it. On the connection's loop. */
public interface ClientSession extends WireHandler {
    /** Carries an exchange: calls {@link Acquirer#acquired}. Only while idle. */
    void begin(Acquirer acquirer, boolean reused);

    /** How a session tells its pool where it stands. */
    interface Home {
        /** The session is idle and fit for another exchange. */
        void idle(ClientSession session);

        /** The session's connection is gone or must not be used again. Once. */
        void gone(ClientSession session);
    }
}
