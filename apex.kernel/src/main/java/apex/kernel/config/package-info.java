/** The configuration as records, of whatever syntax it was written in; nothing here reads a file. */
@Cold
package apex.kernel.config;

import apex.spi.thread.Cold;
