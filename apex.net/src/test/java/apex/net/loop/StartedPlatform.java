package apex.net.loop;

import org.junit.jupiter.api.Assumptions;

/** Starts loops for a test. One of io_uring is skipped where the kernel refuses that, or fails where tools are required. */
public final class StartedPlatform {
    private StartedPlatform() {}

    public static NetPlatform of(int workers, TransportChoice io) {
        return of(workers, io, 0);
    }

    public static NetPlatform of(int workers, TransportChoice io, long memoryBytes) {
        try {
            return NetPlatform.start(workers, io, memoryBytes);
        } catch (IllegalArgumentException refused) {
            boolean isRequired = io != TransportChoice.IO_URING || "1".equals(System.getenv("APEX_REQUIRE_TOOLS"));
            if (isRequired) {
                throw refused;
            }
            return Assumptions.abort(refused.getMessage());
        }
    }
}
