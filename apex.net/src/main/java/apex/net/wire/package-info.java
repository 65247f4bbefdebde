/** {@link apex.net.Wire} on a Netty channel: reading, holding back, gathering output, closing. */
@LoopConfined
package apex.net.wire;

import apex.spi.thread.LoopConfined;
