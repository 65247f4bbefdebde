/** The command line of the measurements. */
@Cold
package apex.bench;

import apex.spi.thread.Cold;
