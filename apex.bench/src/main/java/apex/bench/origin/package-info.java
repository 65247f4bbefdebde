/** The server behind a measured proxy: as little work for each request as the JDK allows. */
@Cold
package apex.bench.origin;

import apex.spi.thread.Cold;
