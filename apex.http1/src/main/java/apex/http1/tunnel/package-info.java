/** Connections that have switched to another protocol. */
@LoopConfined
package apex.http1.tunnel;

import apex.spi.thread.LoopConfined;
