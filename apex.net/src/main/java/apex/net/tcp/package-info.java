/** The transport {@code tcp}: listeners and pools put together, for TCP and Unix domain sockets. */
@Cold
package apex.net.tcp;

import apex.spi.thread.Cold;
