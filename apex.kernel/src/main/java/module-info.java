/** Turns configuration and plugins into frozen generations, and routes exchanges through them. */
module apex.kernel {
    requires transitive apex.spi;
    requires org.slf4j;
}
