/** HTTP/1.1 towards clients and backends. */
package apex.http1;
