package apex.spi.transport;

import apex.spi.settings.Place;
import apex.spi.thread.Cold;

/**
 * What a transport has to bind.
 *
 * @param address {@code host:port}, {@code [v6]:port}, {@code :port} for all addresses, or {@code unix:/path}
 * @param place where it was asked for, for messages
 * @param headTimeoutMillis from the first byte of a request to the end of its head, in total
 * @param idleTimeoutMillis how long a connection may be idle between requests, and a body without progress
 * @param headLimit the most bytes of a request head
 * @param targetLimit the most bytes of a request target
 */
@Cold
public record ListenerSpec(
        String address, Place place, long headTimeoutMillis, long idleTimeoutMillis, int headLimit, int targetLimit) {}
