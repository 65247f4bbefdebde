package apex.spi.listen;

import apex.spi.thread.Frozen;
import java.net.InetAddress;
import java.util.function.Predicate;

/**
 * Who opens connections with a header of the PROXY protocol, version 1 or 2, that tells the real client.
 *
 * @param mode whether anybody does
 * @param from the addresses that do; nobody else is believed. Unix domain sockets have none: who may connect to one is decided by
 *     its file, so that {@link Mode#REQUIRE} demands the header there, and {@link Mode#MIXED} expects none
 */
@Frozen
public record ProxyPolicy(Mode mode, Predicate<InetAddress> from) {
    /** Nobody speaks it. */
    public static final ProxyPolicy OFF = new ProxyPolicy(Mode.OFF, _ -> false);

    /** Whether the PROXY protocol is spoken. */
    @Frozen
    public enum Mode {
        /** By nobody. */
        OFF,
        /** By every connection from the addresses; others are refused. */
        REQUIRE,
        /** By every connection from the addresses; others are plain. */
        MIXED
    }
}
