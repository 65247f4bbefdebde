/** The decisions of health: what a sequence of checks says about one endpoint. */
@Cold
package apex.lb.health;

import apex.spi.thread.Cold;
