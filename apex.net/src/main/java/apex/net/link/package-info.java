/** The seam between connections and the system: what a kind of sockets provides, and whom it tells. */
@LoopConfined
package apex.net.link;

import apex.spi.thread.LoopConfined;
