/** From the tables of a configuration, of whatever syntax, to the records of the kernel: keys, defaults, ranges, all problems. */
@Cold
package apex.app.config;

import apex.spi.thread.Cold;
