package apex.kernel.config;

import apex.spi.transport.Pace;

/**
 * The terms on which a route carries exchanges.
 *
 * @param timeoutMillis from the request being sent to the response's head; afterwards the longest pause of the backend
 * @param pace how fast the client has to be
 * @param maxBodyBytes the most bytes of a request body, 0 for no bound
 * @param forwardsAmbiguousPaths whether paths that servers read differently go on to the backend
 * @param forwardsTrailers whether trailers of requests go on to the backend
 * @param answersContinue whether Apex itself says 100 to a client that expects it, in place of the backend
 * @param hostHeader {@code client}, {@code backend} or the Host to send
 * @param tunnels what clients may switch to
 */
public record RoutePolicy(
        long timeoutMillis,
        Pace pace,
        long maxBodyBytes,
        boolean forwardsAmbiguousPaths,
        boolean forwardsTrailers,
        boolean answersContinue,
        String hostHeader,
        TunnelConfig tunnels) {
    /** The Host that the client has said goes to the backend. */
    public static final String HOST_OF_CLIENT = "client";

    /** The backend gets the host and port of its own URL. */
    public static final String HOST_OF_BACKEND = "backend";
}
