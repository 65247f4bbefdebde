/** The entry of the {@code apex} command. */
@Cold
package apex.app;

import apex.spi.thread.Cold;
