/** The verbs of the {@code apex} command, one class each. */
@Cold
package apex.app.command;

import apex.spi.thread.Cold;
