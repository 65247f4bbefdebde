package apex.spi;

import apex.spi.log.RecordLog;
import apex.spi.thread.Loop;
import java.util.List;

/** The event loops and the cold writers of this process, which live as long as it does and outlive every generation. */
public interface Platform {
    /** All event loops, in the order of {@link Loop#index()}; never empty, never changing. */
    List<Loop> loops();

    /**
     * Opens, or joins, the log that goes to {@code target}.
     *
     * @param target {@code stdout}, {@code stderr} or a file's path
     * @throws java.io.UncheckedIOException when the file cannot be opened for appending
     */
    RecordLog log(String target);

    /**
     * This platform as the concrete type that a transport was built against, for plugins of the second tier.
     *
     * @throws IllegalArgumentException when the platform is of another type
     */
    default <T> T as(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException(
                "platform: %s (expected: %s)".formatted(getClass().getName(), type.getName()));
    }
}
