/** Upstreams at work: what a balancer sees of one on each loop, loads that the loops tell each other, and active health checks. */
@LoopConfined
package apex.kernel.upstream;

import apex.spi.thread.LoopConfined;
