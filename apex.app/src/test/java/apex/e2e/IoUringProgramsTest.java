package apex.e2e;

import apex.net.loop.TransportChoice;

class IoUringProgramsTest extends ProgramsContract {
    IoUringProgramsTest() {
        super(TransportChoice.IO_URING);
    }
}
