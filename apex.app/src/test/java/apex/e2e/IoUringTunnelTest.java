package apex.e2e;

import apex.net.loop.TransportChoice;

class IoUringTunnelTest extends TunnelContract {
    IoUringTunnelTest() {
        super(TransportChoice.IO_URING);
    }
}
