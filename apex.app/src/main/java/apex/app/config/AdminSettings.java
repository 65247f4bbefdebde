package apex.app.config;

import apex.spi.settings.Place;
import java.net.InetSocketAddress;

/**
 * Where a process can be asked how it is.
 *
 * @param enabled whether it can be asked at all
 * @param address on the loopback interface, port 0 for any free one
 * @param isDefault whether nobody has asked for this address, so that the process does without when it is taken
 * @param place where the address was asked for
 */
public record AdminSettings(boolean enabled, InetSocketAddress address, boolean isDefault, Place place) {
    /** The address as people write it. */
    public String text() {
        return address.toString().replaceFirst("^[^/]*/", "");
    }
}
