/**
 * The filter {@code limit-rate}: bounds how fast the body of a response goes to the client, and how fast that of a request is read,
 * each exchange for itself. A chunk, of 64 KiB at most, passes whole; the next one waits until it is paid for. What Apex answers by
 * itself is not held up, nor is the end of a body whose length is known, nor what has become a tunnel.
 *
 * <p>Where: early in a chain, so that a response is measured as the client gets it, behind filters that change its length. Cost: a
 * look at the clock for each chunk; a wait makes two small objects, and none is shorter than 10 ms.
 */
@LoopConfined
package apex.plugins.standard.limitrate;

import apex.spi.thread.LoopConfined;
