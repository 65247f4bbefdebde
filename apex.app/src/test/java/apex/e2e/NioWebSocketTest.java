package apex.e2e;

import apex.net.loop.TransportChoice;

class NioWebSocketTest extends WebSocketContract {
    NioWebSocketTest() {
        super(TransportChoice.NIO);
    }
}
