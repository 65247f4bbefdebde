package apex.app.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class NettySetupTest {
    private static final String EVENTS = "io.netty.jfr.enabled";

    private final String before = System.getProperty(EVENTS);

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(EVENTS);
        } else {
            System.setProperty(EVENTS, before);
        }
    }

    @Test
    void nettysEventsAreOffUnlessAskedFor() {
        System.clearProperty(EVENTS);
        NettySetup.apply();
        assertEquals("false", System.getProperty(EVENTS));
    }

    @Test
    void whoAsksForNettysEventsGetsThem() {
        System.setProperty(EVENTS, "true");
        NettySetup.apply();
        assertEquals("true", System.getProperty(EVENTS));
    }
}
