/** Turns configuration and plugins into frozen generations, and routes exchanges through them. */
module apex.kernel {
    requires transitive apex.spi;
    requires org.slf4j;

    exports apex.kernel;
    exports apex.kernel.config;
    exports apex.kernel.metrics;
    exports apex.kernel.plugin;

    uses apex.spi.filter.FilterProvider;
    uses apex.spi.lb.BalancerProvider;
    uses apex.spi.lb.HealthRuleProvider;
    uses apex.spi.transport.TransportProvider;
}
