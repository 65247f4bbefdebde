/** What the loops count: each loop in cells of its own, summed by whoever reads. Belongs to names, so that it outlives generations. */
@LoopConfined
package apex.kernel.count;

import apex.spi.thread.LoopConfined;
