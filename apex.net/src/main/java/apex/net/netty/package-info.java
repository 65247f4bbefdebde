/** Sockets by Netty's channels, on the JDK's selectors. */
@LoopConfined
package apex.net.netty;

import apex.spi.thread.LoopConfined;
