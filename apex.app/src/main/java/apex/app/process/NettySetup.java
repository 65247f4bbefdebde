package apex.app.process;

/** Sets up Netty for this process. */
public final class NettySetup {
    private static final String EVENTS = "io.netty.jfr.enabled";

    private NettySetup() {}

    /**
     * Has to come before Netty's first class; what the user set by system properties stays. Without it the first buffer that a loop
     * takes loads the JDK's flight recorder, to tell it of every buffer, while the first request waits.
     */
    public static void apply() {
        if (System.getProperty(EVENTS) == null) {
            System.setProperty(EVENTS, "false");
        }
    }
}
