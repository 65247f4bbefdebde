/** What the kernel holds of a message that streams as a rule: to send it again, or before it is sent. */
@LoopConfined
package apex.kernel.held;

import apex.spi.thread.LoopConfined;
