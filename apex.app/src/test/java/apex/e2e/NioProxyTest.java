package apex.e2e;

import apex.net.loop.TransportChoice;

class NioProxyTest extends ProxyContract {
    NioProxyTest() {
        super(TransportChoice.NIO);
    }
}
