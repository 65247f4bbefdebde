package apex.http1.downstream;

import apex.spi.listen.ConnectionLimits;
import apex.spi.listen.HalfClose;
import apex.spi.listen.HeadLimits;
import apex.spi.listen.HttpPolicy;
import apex.spi.listen.ListenerSpec;
import apex.spi.listen.ProxyPolicy;
import apex.spi.settings.Place;

/** Listeners to test with. */
final class Listeners {
    private Listeners() {}

    static ListenerSpec with(long headMillis, long idleMillis, int headBytes, int targetBytes) {
        return new ListenerSpec(
                ":0",
                Place.DEFAULT,
                new HeadLimits(headMillis, headBytes, 100, headBytes, targetBytes),
                new ConnectionLimits(idleMillis, 0, 0, 0, 0),
                HttpPolicy.STRICT,
                ProxyPolicy.OFF);
    }

    static ListenerSpec with(ListenerSpec spec, ConnectionLimits connections) {
        return new ListenerSpec(spec.address(), spec.place(), spec.heads(), connections, spec.http(), spec.proxies());
    }

    static ListenerSpec with(ListenerSpec spec, HalfClose halfClose) {
        HttpPolicy http = new HttpPolicy(
                spec.http().underscores(),
                halfClose,
                spec.http().lenient(),
                spec.http().errorBodies());
        return new ListenerSpec(spec.address(), spec.place(), spec.heads(), spec.connections(), http, spec.proxies());
    }
}
