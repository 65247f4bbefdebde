package apex.spi.transport;

import apex.spi.Platform;
import apex.spi.thread.Cold;
import java.util.List;

/** Makes a transport. A module declares {@code provides TransportProvider with …}. */
@Cold
public interface TransportProvider {
    /** The name by which configurations call it, for example {@code tcp}. */
    String name();

    /**
     * Starts the transport on the loops of {@code platform}.
     *
     * @param extensions the providers of {@link #extensionPoints} that were found, of all those types
     */
    Transport open(Platform platform, List<?> extensions);

    /** The service types of which this transport wants the providers, of modules and plugins alike. */
    default List<Class<?>> extensionPoints() {
        return List.of();
    }
}
