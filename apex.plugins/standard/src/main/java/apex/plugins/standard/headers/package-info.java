/**
 * The filter {@code headers}: removes, sets and adds fields of requests and responses, in this order.
 *
 * <p>Where: anywhere; of two in one chain, the later one has the last word on the request and the earlier one on the
 * response. Cost: one look-up by number for each field removed or set, and the bytes of what is added.
 */
@LoopConfined
package apex.plugins.standard.headers;

import apex.spi.thread.LoopConfined;
