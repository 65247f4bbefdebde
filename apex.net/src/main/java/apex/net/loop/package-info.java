/** The event loops of the process with their timers and turns, and the kinds of sockets that they can drive. */
@LoopConfined
package apex.net.loop;

import apex.spi.thread.LoopConfined;
