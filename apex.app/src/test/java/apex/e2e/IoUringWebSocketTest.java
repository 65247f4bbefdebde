package apex.e2e;

import apex.net.loop.TransportChoice;

class IoUringWebSocketTest extends WebSocketContract {
    IoUringWebSocketTest() {
        super(TransportChoice.IO_URING);
    }
}
