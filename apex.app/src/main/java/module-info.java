/** The apex command: reads the configuration file and puts the modules together. */
@SuppressWarnings("requires-automatic") // org.tomlj ships without a descriptor
module apex.app {
    requires apex.http1;
    requires apex.kernel;
    requires apex.lb;
    requires apex.net;
    requires apex.plugins.standard;
    requires apex.spi;
    requires info.picocli;
    requires java.management;
    requires jdk.httpserver;
    requires jdk.management;
    requires jdk.unsupported; // sun.misc.Signal, for TERM, INT and HUP
    requires org.slf4j;
    requires org.tomlj;

    opens apex.app.command to
            info.picocli;
}
