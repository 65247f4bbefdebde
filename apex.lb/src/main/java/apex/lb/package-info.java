/** The providers of this module: what makes balancers and health rules, and the settings that they take. */
@Cold
package apex.lb;

import apex.spi.thread.Cold;
