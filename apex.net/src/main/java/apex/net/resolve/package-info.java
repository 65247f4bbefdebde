/** Host names to addresses: looked up off the loops, published to them as frozen arrays. */
@LoopConfined
package apex.net.resolve;

import apex.spi.thread.LoopConfined;
