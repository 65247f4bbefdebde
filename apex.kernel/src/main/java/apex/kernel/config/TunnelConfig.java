package apex.kernel.config;

import java.util.List;

/**
 * Which protocols a route lets clients switch to.
 *
 * @param protocols their names in lower case, for example {@code websocket}
 * @param most the most tunnels at a time, 0 for no bound
 * @param idleMillis how long a tunnel may be without a byte in either direction
 */
public record TunnelConfig(List<String> protocols, int most, long idleMillis) {
    /** Copies the list. */
    public TunnelConfig {
        protocols = List.copyOf(protocols);
    }
}
