/** What a connection costs that waits for its next request. */
@Cold
package apex.bench.idle;

import apex.spi.thread.Cold;
