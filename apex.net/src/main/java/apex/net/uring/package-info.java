/** Linux's io_uring, past the JDK and Netty: the rings in memory that is shared with the kernel, and the loop's part of it. */
@LoopConfined
package apex.net.uring;

import apex.spi.thread.LoopConfined;
