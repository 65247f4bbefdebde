/** What a listener is told: its address, the bounds of its connections and heads, and what it makes of what the RFCs leave open. */
@Cold
package apex.spi.listen;

import apex.spi.thread.Cold;
