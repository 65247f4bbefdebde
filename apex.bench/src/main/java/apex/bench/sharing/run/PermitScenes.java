package apex.bench.sharing.run;

import apex.bench.sharing.run.Structure.Scene;
import apex.spi.listen.ConnectionLimits;
import apex.spi.listen.HeadLimits;
import apex.spi.listen.HttpPolicy;
import apex.spi.listen.ListenerSpec;
import apex.spi.listen.ProxyPolicy;
import apex.spi.settings.Place;
import java.lang.invoke.MethodType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** What loops share when connections open and close: words that all of them change by compare-and-set. */
final class PermitScenes {
    private static final MethodType NOTHING = MethodType.methodType(void.class);
    private static final MethodType WHETHER = MethodType.methodType(boolean.class);
    private static final int PLENTY = 1_000_000;
    private static final int ADDRESSES = 256;

    private PermitScenes() {}

    /** The connections that an endpoint may have. */
    static Scene permits(int count) {
        Hidden way = new Hidden("apex.net.pool.Permits");
        Object permits = way.make(new Class<?>[] {int.class, int.class}, PLENTY, PLENTY);
        return takingAndGiving(count, way, permits, "takeConnection", "giveConnection");
    }

    /** The connections that a listener may have. */
    static Scene places(int count) {
        Hidden way = new Hidden("apex.net.listen.Admission");
        ListenerSpec spec = new ListenerSpec(
                "127.0.0.1:0",
                new Place("benchmark", 0, 0),
                new HeadLimits(10_000, 16_384, 100, 8_192, 8_192),
                new ConnectionLimits(75_000, 0, PLENTY, 0, 3_600_000),
                HttpPolicy.STRICT,
                ProxyPolicy.OFF);
        Object admission = way.make(new Class<?>[] {ListenerSpec.class}, spec);
        return takingAndGiving(count, way, admission, "takePlace", "givePlace");
    }

    private static Scene takingAndGiving(int count, Hidden way, Object shared, String take, String give) {
        BooleanSupplier taking = way.as(BooleanSupplier.class, "getAsBoolean", WHETHER, shared, take, WHETHER);
        Runnable giving = way.as(Runnable.class, "run", NOTHING, shared, give, NOTHING);
        Work work = times -> {
            for (int n = 0; n < times; n++) {
                if (taking.getAsBoolean()) {
                    giving.run();
                }
            }
        };
        List<Work> works = Collections.nCopies(count, work);
        return () -> works;
    }

    /** The connections that each client may have: every loop has clients of its own. */
    static Scene clients(int count) {
        Hidden way = new Hidden("apex.net.listen.ClientTable");
        Object table = way.make(new Class<?>[] {int.class, long.class, long.class}, PLENTY, 42L, 4711L);
        ToIntFunction<?> entering = way.as(
                ToIntFunction.class,
                "applyAsInt",
                MethodType.methodType(int.class, Object.class),
                table,
                "enter",
                MethodType.methodType(int.class, InetAddress.class));
        IntConsumer leaving = way.as(
                IntConsumer.class,
                "accept",
                MethodType.methodType(void.class, int.class),
                table,
                "leave",
                MethodType.methodType(void.class, int.class));
        @SuppressWarnings("unchecked") // it is the method's parameter
        ToIntFunction<InetAddress> enter = (ToIntFunction<InetAddress>) entering;
        List<Work> works = IntStream.range(0, count)
                .mapToObj(loop -> visits(enter, leaving, loop))
                .toList();
        return () -> works;
    }

    private static Work visits(ToIntFunction<InetAddress> enter, IntConsumer leave, int loop) {
        InetAddress[] addresses = new InetAddress[ADDRESSES];
        for (int i = 0; i < ADDRESSES; i++) {
            try {
                addresses[i] = InetAddress.getByAddress(new byte[] {10, 0, (byte) loop, (byte) i});
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return times -> {
            for (int n = 0; n < times; n++) {
                leave.accept(enter.applyAsInt(addresses[n & ADDRESSES - 1]));
            }
        };
    }
}
