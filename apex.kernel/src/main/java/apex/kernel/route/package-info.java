/** Which route takes a request: an index of hosts and, in each, of path prefixes by segment. Built at assembly. */
@Frozen
package apex.kernel.route;

import apex.spi.thread.Frozen;
