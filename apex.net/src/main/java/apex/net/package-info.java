/**
 * The hot seam between connections and protocols: {@link apex.net.Wire} is what a protocol sees of a connection, {@link
 * apex.net.WireHandler} what a connection sees of a protocol. It may change with every minor version: protocols, plugins
 * of the second tier, are built for one.
 */
@LoopConfined
package apex.net;

import apex.spi.thread.LoopConfined;
