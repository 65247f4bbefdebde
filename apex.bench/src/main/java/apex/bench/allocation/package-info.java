/** How many bytes the event loops allocate for a request, read from the JVM's own accounts. */
@Cold
package apex.bench.allocation;

import apex.spi.thread.Cold;
