/** Settings as records: components, defaults and ranges are the schema, and errors name value, place and way out. */
@Cold
package apex.spi.settings;

import apex.spi.thread.Cold;
