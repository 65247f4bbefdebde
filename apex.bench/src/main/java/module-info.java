/** Measures Apex: load, echo origin, microbenchmarks. Never shipped. */
@SuppressWarnings("requires-automatic") // jmh.core ships without a descriptor
module apex.bench {
    requires apex.http1;
    requires apex.kernel;
    requires apex.lb;
    requires apex.net;
    requires apex.plugins.standard;
    requires apex.spi;
    requires static jmh.core;
}
