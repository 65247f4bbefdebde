/** What a gateway counts, as readers see it: declared metrics with names that are fixed, and their present values. */
@Cold
package apex.kernel.metrics;

import apex.spi.thread.Cold;
