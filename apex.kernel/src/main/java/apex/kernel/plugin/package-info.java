/** Finds plugins, on the module path and in jars, each jar in a layer of its own; refuses all that is wrong at once. */
@Cold
package apex.kernel.plugin;

import apex.spi.thread.Cold;
