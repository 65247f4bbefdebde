/** HTTP/1.1 towards clients and backends, as one {@link apex.net.Protocol}. */
@Frozen
package apex.http1;

import apex.spi.thread.Frozen;
