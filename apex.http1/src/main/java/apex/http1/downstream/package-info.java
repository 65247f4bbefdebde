/** The connections of clients: requests in, one after the other, and responses out. */
@LoopConfined
package apex.http1.downstream;

import apex.spi.thread.LoopConfined;
