/** Calls to the system past the JDK. */
@LoopConfined
package apex.net.system;

import apex.spi.thread.LoopConfined;
