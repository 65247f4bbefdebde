/**
 * Runs exchanges through their chains: request phases in order, the backend, response phases in reverse, completion. One {@link
 * apex.kernel.chain.ExchangeRun} serves a client connection or stream, one exchange after the other.
 */
@LoopConfined
package apex.kernel.chain;

import apex.spi.thread.LoopConfined;
