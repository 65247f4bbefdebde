/**
 * The filter {@code access-log}: one line for every exchange, however it ended, in the combined format or as JSON.
 *
 * <p>Where: first in the listener's chain, where it sees each request as it arrived, and those that no route or parser
 * wanted. Cost: one formatted line, no allocation; the line goes to a cold writer that drops and counts rather than
 * waits.
 */
@LoopConfined
package apex.plugins.standard.accesslog;

import apex.spi.thread.LoopConfined;
