package apex.net.listen;

import apex.spi.exchange.Reason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;

/** The connections that one loop has refused, by reason. Written by the loop alone, read by anybody. */
final class RefusalCounts {
    static final List<Reason> REASONS = List.of(
            Reason.CONNECTION_LIMIT, Reason.CLIENT_CONNECTION_LIMIT, Reason.BAD_PROXY_HEADER, Reason.OVERLOADED);

    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] counts = new long[REASONS.size()];

    void add(Reason reason) {
        int index = REASONS.indexOf(reason);
        COUNT.setOpaque(counts, index, counts[index] + 1);
    }

    long of(Reason reason) {
        return (long) COUNT.getOpaque(counts, REASONS.indexOf(reason));
    }
}
