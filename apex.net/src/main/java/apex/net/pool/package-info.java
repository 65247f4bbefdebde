/** Connections to endpoints: pooled by loop, bounded by process. */
@LoopConfined
package apex.net.pool;

import apex.spi.thread.LoopConfined;
