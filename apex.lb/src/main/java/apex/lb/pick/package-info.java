/**
 * The balancers: each serves one upstream on one loop, keeps its state in plain fields and allocates nothing for a
 * pick. Weights are taken from the endpoints once; a pick looks at every endpoint and so is linear in their number.
 */
@LoopConfined
package apex.lb.pick;

import apex.spi.thread.LoopConfined;
