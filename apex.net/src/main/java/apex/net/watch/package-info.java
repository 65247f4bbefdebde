/** Watches the loops from outside: how late they are, and what holds one that is stuck. */
@Cold
package apex.net.watch;

import apex.spi.thread.Cold;
