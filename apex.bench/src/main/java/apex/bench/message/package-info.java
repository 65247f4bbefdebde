/** As much of HTTP/1.1 framing as the load generator and the origin need; written for speed and friends, not for the open network. */
@LoopConfined
package apex.bench.message;

import apex.spi.thread.LoopConfined;
