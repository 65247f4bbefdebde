package apex.spi.filter;

import apex.spi.exchange.Chunk;
import apex.spi.exchange.Exchange;
import apex.spi.exchange.Fields;

/**
 * A filter that also sees bodies, chunk by chunk as they stream by. Each phase gets the {@link BodyOut} that leads on; what it
 * does not write there is gone. A filter that changes a body's length says so in its head phase by {@code
 * contentLength(UNKNOWN_LENGTH)}.
 *
 * <p>{@link Verdict#SUSPENDED} keeps further chunks from arriving until the resumption; the chunk at hand counts as consumed.
 * Several filters can wait at a time; their direction goes on with the last resumption.
 * {@link Verdict#ANSWERED} is possible as long as the response's head has not been sent.
 */
public interface BodyFilter extends Filter {
    /** A piece of the request's body. */
    default Verdict onRequestChunk(Exchange exchange, Chunk chunk, BodyOut out) {
        out.write(chunk);
        return Verdict.CONTINUE;
    }

    /** The request's body is complete; {@code trailers} is null without trailers. Last chance to write. */
    default Verdict onRequestEnd(Exchange exchange, Fields trailers, BodyOut out) {
        return Verdict.CONTINUE;
    }

    /** A piece of the response's body. */
    default Verdict onResponseChunk(Exchange exchange, Chunk chunk, BodyOut out) {
        out.write(chunk);
        return Verdict.CONTINUE;
    }

    /** The response's body is complete; {@code trailers} is null without trailers. Last chance to write. */
    default Verdict onResponseEnd(Exchange exchange, Fields trailers, BodyOut out) {
        return Verdict.CONTINUE;
    }
}
