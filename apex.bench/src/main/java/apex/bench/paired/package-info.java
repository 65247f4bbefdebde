/** Two states of Apex side by side: what a change costs or saves. */
@Cold
package apex.bench.paired;

import apex.spi.thread.Cold;
