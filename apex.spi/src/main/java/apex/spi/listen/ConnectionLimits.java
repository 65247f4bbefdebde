package apex.spi.listen;

import apex.spi.thread.Frozen;
import java.net.InetAddress;
import java.util.function.Predicate;

/**
 * Bounds of a listener's connections; 0 stands for no bound, except for the idle time.
 *
 * @param idleMillis how long a connection may be idle between requests
 * @param total the most connections at a time
 * @param perClient the most connections at a time of one address, or of one /64 network of IPv6; those of Unix domain sockets are
 *     not counted
 * @param requests the most requests of one connection
 * @param ageMillis the longest life of a connection; its present exchange is finished
 * @param exempt the addresses that stand for many clients, such as trusted proxies: {@code perClient} does not bind them
 */
@Frozen
public record ConnectionLimits(
        long idleMillis, int total, int perClient, int requests, long ageMillis, Predicate<InetAddress> exempt) {
    /** Limits that bind every address. */
    public ConnectionLimits(long idleMillis, int total, int perClient, int requests, long ageMillis) {
        this(idleMillis, total, perClient, requests, ageMillis, _ -> false);
    }
}
