/**
 * What waits for the system in a loop, past Netty's channels: its users ask for something to be done and hear when it is, whatever
 * the system offers for that.
 */
@LoopConfined
package apex.net.proactor;

import apex.spi.thread.LoopConfined;
