package apex.app.section;

import apex.spi.listen.ProxyPolicy;

/** Who speaks the PROXY protocol to the listener, as the configuration has it. */
public enum ProxyMode {
    /** Nobody. */
    OFF,
    /** Everybody. */
    REQUIRE,
    /** Those that are listed. */
    MIXED;

    public ProxyPolicy.Mode mode() {
        return ProxyPolicy.Mode.valueOf(name());
    }
}
