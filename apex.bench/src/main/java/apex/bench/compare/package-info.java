/** Apex beside other proxies and a bare relay: the same work on the same core, in turns, judged by bars that were set before. */
@Cold
package apex.bench.compare;

import apex.spi.thread.Cold;
