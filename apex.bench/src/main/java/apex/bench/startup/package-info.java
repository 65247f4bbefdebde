/** What a process does from its start on: when it answers first, and when it is at full speed. */
@Cold
package apex.bench.startup;

import apex.spi.thread.Cold;
