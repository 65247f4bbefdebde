package apex.e2e;

import apex.net.loop.TransportChoice;

class NioProgramsTest extends ProgramsContract {
    NioProgramsTest() {
        super(TransportChoice.NIO);
    }
}
