/** The PROXY protocol, versions 1 and 2, as a listener reads it and as connections to backends begin: bytes and addresses, and nothing of sockets. */
@LoopConfined
package apex.net.proxy;

import apex.spi.thread.LoopConfined;
