/**
 * What flows through Apex: one request and its response, in a form that knows no protocol. All of it is reused and belongs to one
 * event loop; only {@link apex.spi.exchange.Resumption} may leave it.
 */
@LoopConfined
package apex.spi.exchange;

import apex.spi.thread.LoopConfined;
