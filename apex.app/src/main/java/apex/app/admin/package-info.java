/**
 * The admin listener: how the process is, for probes and collectors on the same machine. It stands outside of the path of requests
 * and only reads what loops have written.
 */
@Cold
package apex.app.admin;

import apex.spi.thread.Cold;
