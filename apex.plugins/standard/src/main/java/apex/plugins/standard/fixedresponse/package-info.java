/**
 * The filter {@code fixed-response}: answers every request that reaches it with the same response, without a backend.
 *
 * <p>Where: last in a chain, because nothing behind it runs. Cost: less than forwarding; the response is made at
 * assembly.
 */
@LoopConfined
package apex.plugins.standard.fixedresponse;

import apex.spi.thread.LoopConfined;
