/** What both sides of HTTP/1.1 promise for any bytes at all, judged by a second, independent reader. */
@LoopConfined
package apex.http1.fuzz;

import apex.spi.thread.LoopConfined;
