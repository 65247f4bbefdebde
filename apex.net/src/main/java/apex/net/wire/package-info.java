/** {@link apex.net.Wire} on a link: reading, holding back, gathering output, closing. */
@LoopConfined
package apex.net.wire;

import apex.spi.thread.LoopConfined;
