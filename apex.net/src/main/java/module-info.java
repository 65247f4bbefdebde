/** Event loops, listeners and connections; knows bytes and sockets, and nothing of HTTP. */
@SuppressWarnings("module")
module apex.net {
    requires transitive apex.spi;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires org.slf4j;

    exports apex.net;
    exports apex.net.loop to
            apex.app,
            apex.bench,
            apex.http1;
    exports apex.net.watch to
            apex.app;

    uses apex.net.Protocol;

    provides apex.spi.transport.TransportProvider with
            apex.net.tcp.TcpTransportProvider;
}
