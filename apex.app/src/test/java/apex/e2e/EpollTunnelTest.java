package apex.e2e;

import apex.net.loop.TransportChoice;

class EpollTunnelTest extends TunnelContract {
    EpollTunnelTest() {
        super(TransportChoice.EPOLL);
    }
}
