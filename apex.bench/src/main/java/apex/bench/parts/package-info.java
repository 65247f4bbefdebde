/** What the parts cost, compared with what they cost before. */
@Cold
package apex.bench.parts;

import apex.spi.thread.Cold;
