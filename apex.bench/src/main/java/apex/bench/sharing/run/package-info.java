/** The process that lets many loops at the structures that they share: on a class path, to reach what modules keep to themselves. */
@Cold
package apex.bench.sharing.run;

import apex.spi.thread.Cold;
