/** Chooses the endpoint for an exchange, and judges which endpoints are fit to be chosen. */
module apex.lb {
    requires transitive apex.spi;
}
