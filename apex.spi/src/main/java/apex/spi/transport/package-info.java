/**
 * The cold seam between the kernel and whatever speaks on the wire: transports bind listeners and connect to endpoints; legs and
 * handlers carry the two halves of an exchange between protocol and kernel.
 *
 * <p>All calls between the two sides of a leg happen on the exchange's loop. Neither side calls the other after the end: for a
 * leg that is the delivery of the message's end, a failure or an abort, whichever is first.
 */
@LoopConfined
package apex.spi.transport;

import apex.spi.thread.LoopConfined;
