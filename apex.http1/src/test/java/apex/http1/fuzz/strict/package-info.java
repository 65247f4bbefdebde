/** A second reader of HTTP/1.1, slow and plain, that shares no code with the first. */
@LoopConfined
package apex.http1.fuzz.strict;

import apex.spi.thread.LoopConfined;
