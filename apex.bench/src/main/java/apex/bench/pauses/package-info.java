/** Pauses in which a JVM stops all of its threads. */
@Cold
package apex.bench.pauses;

import apex.spi.thread.Cold;
