/**
 * A multiplexed protocol in memory: many exchanges interleaved on one connection, on both sides. It drives the kernel the way
 * HTTP/2 will, with a virtual clock and without sockets.
 */
@LoopConfined
package apex.kernel.mux;

import apex.spi.thread.LoopConfined;
