/** Sockets on the loops' own rings. */
@LoopConfined
package apex.net.ring;

import apex.spi.thread.LoopConfined;
