/** Load for HTTP/1.1 servers: a closed loop over many connections on one thread, and how long each request took. */
@Cold
package apex.bench.load;

import apex.spi.thread.Cold;
