/** Records from loops to files: one ring for each loop, one cold writer for each target. */
@LoopConfined
package apex.net.log;

import apex.spi.thread.LoopConfined;
