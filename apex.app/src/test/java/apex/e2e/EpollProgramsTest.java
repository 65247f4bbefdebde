package apex.e2e;

import apex.net.loop.TransportChoice;

class EpollProgramsTest extends ProgramsContract {
    EpollProgramsTest() {
        super(TransportChoice.EPOLL);
    }
}
