/** Reads {@code apex.toml}; the only package that knows the TOML library. */
@Cold
package apex.app.toml;

import apex.spi.thread.Cold;
