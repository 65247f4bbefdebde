/** A loop, an exchange and a context without any network, for the tests of all filters. */
@LoopConfined
package apex.plugins.standard.fake;

import apex.spi.thread.LoopConfined;
