/** The PROXY protocol, versions 1 and 2, as a listener reads it: bytes to addresses, and nothing of sockets. */
@LoopConfined
package apex.net.proxy;

import apex.spi.thread.LoopConfined;
