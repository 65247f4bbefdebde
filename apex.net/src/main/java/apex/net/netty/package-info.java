/** Sockets by Netty's channels: epoll and the JDK's selectors. */
@LoopConfined
package apex.net.netty;

import apex.spi.thread.LoopConfined;
