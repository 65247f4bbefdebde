package apex.spi.transport;

import apex.spi.exchange.Head;
import apex.spi.exchange.Reason;

/**
 * Kernel to protocol: one half of an exchange. The kernel hands it the message to send, and steers the message that it receives.
 *
 * @param <H> the message that is sent by it: responses on the client's side, requests on the backend's
 */
public interface Leg<H extends Head> extends MessageSink<H> {
    /** Stops delivery of chunks and of the end, from now on, also in the midst of a call to the handler. */
    void pause();

    /** Lets delivery go on; never delivers during the call itself. */
    void resume();

    /** Ends this half at once, in the middle if need be; the handler hears nothing more. */
    void abort(Reason reason);
}
