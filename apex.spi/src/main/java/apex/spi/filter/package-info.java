/** What a filter is: a step of a chain, with phases that return a verdict. Providers and contexts are {@link apex.spi.thread.Cold}. */
@LoopConfined
package apex.spi.filter;

import apex.spi.thread.LoopConfined;
