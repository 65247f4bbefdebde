package apex.e2e;

import apex.net.loop.TransportChoice;

class EpollWebSocketTest extends WebSocketContract {
    EpollWebSocketTest() {
        super(TransportChoice.EPOLL);
    }
}
