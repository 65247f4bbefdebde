/**
 * The filter {@code request-id}: gives every request an id that its backend, the client and the access log agree on. A
 * client's own id is kept as it is, byte for byte, unless the settings say whom not to trust or it is not fit to be
 * logged.
 *
 * <p>Where: early in the listener's chain, before {@code access-log} or after it, but before filters that answer. Cost:
 * one look-up by number; for a new id two random numbers and 32 bytes.
 */
@LoopConfined
package apex.plugins.standard.requestid;

import apex.spi.thread.LoopConfined;
