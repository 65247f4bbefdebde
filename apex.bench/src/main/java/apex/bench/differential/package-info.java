/** The attack corpus through Apex and other proxies: who forwards what the others refuse. */
@Cold
package apex.bench.differential;

import apex.spi.thread.Cold;
