package apex.e2e;

import apex.net.loop.TransportChoice;

class IoUringProxyTest extends ProxyContract {
    IoUringProxyTest() {
        super(TransportChoice.IO_URING);
    }
}
