/** What it takes to find the route of a request among 10,000. */
@Cold
package apex.bench.lookup;

import apex.spi.thread.Cold;
