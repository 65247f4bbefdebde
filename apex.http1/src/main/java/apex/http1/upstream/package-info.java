/** The connections to backends: requests out, responses in, and the health probe. */
@LoopConfined
package apex.http1.upstream;

import apex.spi.thread.LoopConfined;
