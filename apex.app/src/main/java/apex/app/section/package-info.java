/** The keys of each table of the configuration, with defaults, ranges and meanings. */
@Cold
package apex.app.section;

import apex.spi.thread.Cold;
