/** Listeners: binding addresses, accepting connections and handing each to its loop. */
@LoopConfined
package apex.net.listen;

import apex.spi.thread.LoopConfined;
