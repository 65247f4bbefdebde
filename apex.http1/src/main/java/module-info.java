/** HTTP/1.1 in both directions, written against the connections of apex.net. */
@SuppressWarnings("module") // the 1 is the version of the protocol
module apex.http1 {
    requires transitive apex.net;
    requires transitive apex.spi;

    provides apex.net.Protocol with
            apex.http1.Http1Protocol;
}
