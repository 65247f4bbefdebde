/** Turns configuration and plugins into the frozen objects of a generation. */
@Cold
package apex.kernel.assembly;

import apex.spi.thread.Cold;
