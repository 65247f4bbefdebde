package apex.spi.exchange;

import apex.spi.filter.Verdict;
import apex.spi.lb.Endpoint;
import apex.spi.thread.Loop;

/**
 * One request and its response, as filters and balancers see it. The object is reused for other requests: nothing obtained from
 * it may be kept beyond the call, but for a {@link Resumption} and strings.
 */
public interface Exchange {
    /** The loop on which all of this exchange happens. */
    Loop loop();

    /** The request as it is now. In {@code onComplete} it is still there, for the log. */
    RequestHead request();

    /** The response as it is now; status 0 until there is one. */
    ResponseHead response();

    /** The connection that the request came by. */
    Peer peer();

    /** The address of the real client: the peer's, or the nearest untrusted one of {@code X-Forwarded-For} if the peer is trusted. */
    Text clientAddress();

    /** Whether the peer is one of the trusted proxies, so that what it says about the client is believed. */
    boolean isPeerTrusted();

    /** The name of the route, or null before routing and when none matches. */
    String route();

    /** The endpoint that was picked, or null. */
    Endpoint endpoint();

    /** Why Apex answered by itself or ended early, or null if the backend's response went through. */
    Reason reason();

    /** The name of the filter that answered or failed, or null. */
    String answeredBy();

    /** The state of a filter in this exchange. */
    <T> T get(Slot<T> slot);

    /**
     * Makes {@code answer} the response. To be followed by {@code return Verdict.ANSWERED}; until then {@link #response} may still
     * be edited.
     *
     * @return {@link Verdict#ANSWERED}
     * @throws IllegalStateException when the response's head has been sent already
     */
    Verdict answer(Answer answer);

    /** To be called before {@code return Verdict.SUSPENDED}; the exchange waits until the resumption is used or it is aborted. */
    Resumption suspend();

    /** When the request's head was complete, on the clock of {@link Loop#nanoTime}. */
    long startNanos();

    /** Body bytes that have arrived from the client so far, without framing. */
    long requestBytes();

    /** Body bytes that have been handed to the client's connection so far, without framing. */
    long responseBytes();

    /** The time from the request being handed to the backend's connection to the response's head, in nanoseconds; -1 if there is none. */
    long backendNanos();
}
