/** The facade of the kernel: a configuration, plugins and a platform become a running gateway. */
@Cold
package apex.kernel;

import apex.spi.thread.Cold;
