/** Measures Apex: load, origin, comparison with other proxies, microbenchmarks. Never shipped. */
@SuppressWarnings("requires-automatic") // jmh.core ships without a descriptor
module apex.bench {
    requires apex.http1;
    requires apex.kernel;
    requires apex.lb;
    requires apex.net;
    requires apex.plugins.standard;
    requires apex.spi;
    requires info.picocli;
    requires java.management;
    requires java.net.http;
    requires static jmh.core;
    requires jdk.management;

    opens apex.bench to
            info.picocli;
    opens apex.bench.allocation to
            info.picocli;
    opens apex.bench.compare to
            info.picocli;
    opens apex.bench.differential to
            info.picocli;
    opens apex.bench.figures to
            info.picocli;
    opens apex.bench.idle to
            info.picocli;
    opens apex.bench.load to
            info.picocli;
    opens apex.bench.origin to
            info.picocli;
    opens apex.bench.paired to
            info.picocli;
    opens apex.bench.parts to
            info.picocli;
    opens apex.bench.sharing to
            info.picocli;
    opens apex.bench.stale to
            info.picocli;
    opens apex.bench.starvation to
            info.picocli;
}
