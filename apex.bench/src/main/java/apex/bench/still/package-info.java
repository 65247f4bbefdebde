/** Parts of Apex at work without sockets: loops whose time stands still, connections that lead nowhere, heads to send. */
@Cold
package apex.bench.still;

import apex.spi.thread.Cold;
