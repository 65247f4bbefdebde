/** The filters that come with Apex and need nothing beyond the JDK, one package each. */
module apex.plugins.standard {
    requires transitive apex.spi;
}
