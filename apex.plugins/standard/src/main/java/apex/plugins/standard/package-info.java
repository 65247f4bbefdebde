/** What the settings of several filters have in common: names and values of fields, checked once at assembly. */
@Cold
package apex.plugins.standard;

import apex.spi.thread.Cold;
