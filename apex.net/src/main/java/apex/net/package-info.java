/**
 * The hot seam between connections and protocols: {@link apex.net.Wire} is what a protocol sees of a connection, {@link
 * apex.net.WireHandler} what a connection sees of a protocol. Protocols of the second plugin tier read this package, pinned to its
 * exact minor version.
 */
@LoopConfined
package apex.net;

import apex.spi.thread.LoopConfined;
