/**
 * Bytes to heads and back, strictly by RFC 9112: what could be read in two ways is refused. Parsers can be fed in any pieces and
 * give the same result for each; nothing here knows what a connection is used for.
 */
@LoopConfined
package apex.http1.wire;

import apex.spi.thread.LoopConfined;
