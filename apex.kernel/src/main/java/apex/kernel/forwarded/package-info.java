/**
 * What Apex believes of the client when a proxy in front speaks of it, and what it tells backends in turn: {@code
 * X-Forwarded-*}, {@code Forwarded} (RFC 7239) and {@code Via}.
 */
@LoopConfined
package apex.kernel.forwarded;

import apex.spi.thread.LoopConfined;
