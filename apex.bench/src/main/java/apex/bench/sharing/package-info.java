/** What loops share, measured and reckoned. */
@Cold
package apex.bench.sharing;

import apex.spi.thread.Cold;
