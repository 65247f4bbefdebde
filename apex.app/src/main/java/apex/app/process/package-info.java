/** What concerns the process as a whole: signals, log, descriptor limit, plugin folders, version. */
@Cold
package apex.app.process;

import apex.spi.thread.Cold;
