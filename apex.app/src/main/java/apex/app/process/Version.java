package apex.app.process;

import apex.net.loop.NetPlatform;
import apex.spi.SpiVersion;

/** Which Apex this is and what it runs on. */
public final class Version {
    private Version() {}

    /** The version of Apex, {@code dev} when its classes are not in a module with a version. */
    public static String number() {
        var descriptor = Version.class.getModule().getDescriptor();
        return descriptor == null ? "dev" : descriptor.rawVersion().orElse("dev");
    }

    /** Apex and the JDK in one line. */
    public static String line() {
        return "Apex " + number() + " on JDK " + Runtime.version();
    }

    /** Everything that a report of a fault should name. */
    public static String report() {
        return """
                Apex %s (SPI %s)
                JDK  %s (%s)
                OS   %s %s %s
                IO   %s
                """.formatted(
                        number(),
                        SpiVersion.CURRENT,
                        Runtime.version(),
                        System.getProperty("java.vendor"),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"),
                        NetPlatform.availability());
    }
}
