/**
 * The contract of Apex: everything that a plugin, a protocol or the kernel may know of one another, and no type of any third party.
 *
 * <p>Filters and balancers need this module alone. Its version is {@link apex.spi.SpiVersion#CURRENT}.
 */
module apex.spi {
    exports apex.spi;
    exports apex.spi.exchange;
    exports apex.spi.filter;
    exports apex.spi.lb;
    exports apex.spi.listen;
    exports apex.spi.log;
    exports apex.spi.settings;
    exports apex.spi.thread;
    exports apex.spi.transport;
}
