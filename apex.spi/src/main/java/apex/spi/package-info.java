/** What every plugin has: the version of the contract that it was built for, and the platform that it runs on. */
@Cold
package apex.spi;

import apex.spi.thread.Cold;
