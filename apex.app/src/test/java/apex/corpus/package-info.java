/** Runs the attack corpus against a real listener with a backend that records, or plays, every byte. */
@Cold
package apex.corpus;

import apex.spi.thread.Cold;
