package apex.app.config;

import apex.app.section.LogLevel;
import apex.net.loop.TransportChoice;
import apex.spi.settings.Place;
import java.time.Duration;

/**
 * What the configuration says about the process rather than about traffic.
 *
 * @param workers event loops, 0 for one per core
 * @param io how sockets are driven
 * @param ioPlace where that was asked for
 * @param logLevel of the log on standard error
 * @param drainTimeout how long a stop waits for exchanges in flight
 * @param memoryBytes what all connections may hold together, 0 for a share of the JVM's memory
 * @param admin where the process can be asked how it is
 */
public record AppSettings(
        int workers,
        TransportChoice io,
        Place ioPlace,
        LogLevel logLevel,
        Duration drainTimeout,
        long memoryBytes,
        AdminSettings admin) {}
