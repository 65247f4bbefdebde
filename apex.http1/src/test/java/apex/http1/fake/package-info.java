/** A loop, a wire and listeners of exchanges in memory, with a clock that tests own. */
@LoopConfined
package apex.http1.fake;

import apex.spi.thread.LoopConfined;
