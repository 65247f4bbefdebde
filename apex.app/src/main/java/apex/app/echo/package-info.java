/** A small HTTP origin for trials and for the first run; it never stands in the path of a real backend. */
@Cold
package apex.app.echo;

import apex.spi.thread.Cold;
