/** Sockets on the proactors of their loops, without Netty's channels. */
@LoopConfined
package apex.net.direct;

import apex.spi.thread.LoopConfined;
