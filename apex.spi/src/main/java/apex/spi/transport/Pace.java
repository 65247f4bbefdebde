package apex.spi.transport;

import apex.spi.thread.Frozen;

/**
 * How fast the client's side of an exchange has to be, for protocols to watch.
 *
 * @param idleMillis the longest pause of a body, in either direction, while the client is waited for
 * @param requestBytesPerSecond the least rate of a request's body while it is wanted; 0 for none
 * @param responseBytesPerSecond the least rate at which the client takes a response while it is the client that holds it up; 0 for none
 * @param graceMillis how long a body may be slower than that
 */
@Frozen
public record Pace(long idleMillis, int requestBytesPerSecond, int responseBytesPerSecond, long graceMillis) {}
