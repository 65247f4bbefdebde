package apex.e2e;

import apex.net.loop.TransportChoice;

class EpollProxyTest extends ProxyContract {
    EpollProxyTest() {
        super(TransportChoice.EPOLL);
    }
}
