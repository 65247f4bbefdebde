package apex.app.config;

import apex.spi.transport.ProxyPolicy;

/** Who speaks the PROXY protocol to the listener, as the configuration has it. */
enum ProxyMode {
    /** Nobody. */
    OFF,
    /** Everybody. */
    REQUIRE,
    /** Those that are listed. */
    MIXED;

    ProxyPolicy.Mode mode() {
        return ProxyPolicy.Mode.valueOf(name());
    }
}
