/**
 * The filter {@code strip-prefix}: takes whole segments off the front of the path and tells the backend in {@code
 * X-Forwarded-Prefix}, so that it can build links that work from outside. Paths with dot segments are refused with {@code
 * ambiguous_path}.
 *
 * <p>Where: in a route's chain; filters before it see the path as it arrived. Cost: one pass over the path, and one
 * field.
 */
@LoopConfined
package apex.plugins.standard.stripprefix;

import apex.spi.thread.LoopConfined;
