package apex.e2e;

import apex.net.loop.TransportChoice;

class NioTunnelTest extends TunnelContract {
    NioTunnelTest() {
        super(TransportChoice.NIO);
    }
}
