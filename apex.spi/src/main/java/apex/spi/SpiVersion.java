package apex.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The version of the SPI that a plugin module was written for, placed on its {@code module} declaration:
 *
 * <pre>{@code
 * @SpiVersion(major = 1, minor = 0)
 * module acme.stamp { requires apex.spi; provides FilterProvider with acme.stamp.StampProvider; }
 * }</pre>
 *
 * <p>A host accepts the same major version and any minor version up to its own: a plugin for 1.0 runs on 1.3, one for 1.3 does
 * not run on 1.0. {@code apex.spi@1} cannot be said in a {@code requires} directive, only recorded, hence this annotation.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.MODULE)
public @interface SpiVersion {
    /** The major version of this SPI: changes that break plugins. */
    int MAJOR = 1;

    /** The minor version of this SPI: additions. */
    int MINOR = 0;

    /** The version of this SPI as people read it, for example {@code 1.0}. */
    String CURRENT = MAJOR + "." + MINOR;

    /** The major version that the plugin needs; it must equal the host's. */
    int major();

    /** The minor version that the plugin needs; the host's must not be smaller. */
    int minor();
}
