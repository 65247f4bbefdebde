package apex.http1.wire;

import apex.spi.listen.HalfClose;
import apex.spi.listen.HeadLimits;
import apex.spi.listen.HttpPolicy;
import apex.spi.listen.Leniency;
import apex.spi.listen.Underscores;
import java.util.Set;

/** Bounds and policies to test with. */
final class Limits {
    private static final int MOST_FIELDS = 256;

    private Limits() {}

    static HeadLimits of(int bytes, int targetBytes) {
        return new HeadLimits(1_000, bytes, MOST_FIELDS, bytes, targetBytes);
    }

    static HttpPolicy with(Underscores underscores, Leniency... lenient) {
        return new HttpPolicy(underscores, HalfClose.ABORT, Set.of(lenient), true);
    }

    static HttpPolicy lenient(Leniency... lenient) {
        return with(Underscores.DROP, lenient);
    }
}
