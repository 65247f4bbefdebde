/** Records from loops to a cold writer: what an access log is written with. */
@LoopConfined
package apex.spi.log;

import apex.spi.thread.LoopConfined;
