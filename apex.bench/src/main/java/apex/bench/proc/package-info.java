/** What Linux says in {@code /proc} of the time and memory that processes and cores have spent. */
@Cold
package apex.bench.proc;

import apex.spi.thread.Cold;
