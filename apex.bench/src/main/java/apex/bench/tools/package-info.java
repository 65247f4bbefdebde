/** Origin, load and relay in C, as processes. */
@Cold
package apex.bench.tools;

import apex.spi.thread.Cold;
