package apex.spi.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says of a component of a settings record what it means, its default and its range. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** One sentence: the meaning, with units. */
    String value();

    /** The default as it would be written in TOML, strings without quotes; a component without one is required. */
    String byDefault() default NONE;

    /** The smallest value of a number or length of a string or list; milliseconds for durations. */
    long min() default Long.MIN_VALUE;

    /** The largest value of a number or length of a string or list; milliseconds for durations. */
    long max() default Long.MAX_VALUE;

    /** The {@link #byDefault} of a required setting. */
    String NONE = "\0";
}
