/** Linux's epoll, past the JDK and Netty: it tells what is ready, and what was asked for is done then. */
@LoopConfined
package apex.net.poll;

import apex.spi.thread.LoopConfined;
