/** Apex while its listener is attacked by those who hold connections without using them. */
@Cold
package apex.bench.starvation;

import apex.spi.thread.Cold;
