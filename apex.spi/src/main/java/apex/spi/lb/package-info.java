/** What a balancer is: the choice of one endpoint of an upstream; and what decides on health. */
@LoopConfined
package apex.spi.lb;

import apex.spi.thread.LoopConfined;
