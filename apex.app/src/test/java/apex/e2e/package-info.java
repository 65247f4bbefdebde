/** The whole gateway between real sockets: raw clients and backends that misbehave at will, and the programs that people use. */
@Cold
package apex.e2e;

import apex.spi.thread.Cold;
