/** Event loops, listeners and connections; knows bytes and sockets, and nothing of HTTP. */
module apex.net {
    requires transitive apex.spi;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires org.slf4j;

    exports apex.net;
}
