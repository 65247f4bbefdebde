package apex.http1.downstream;

import apex.net.Input;
import apex.net.Wire;
import apex.net.WireHandler;
import apex.spi.exchange.Reason;
import apex.spi.thread.Deadline;
import java.nio.charset.StandardCharsets;

/**
 * Answers a client that may not have its connection, before it has asked anything. What it sends is read for nothing for a second,
 * because a reset would destroy the answer on its way (RFC 9112 section 9.6).
 */
final class RefusedClient implements WireHandler {
    private static final long LINGER_MILLIS = 1_000;
    private static final int MOST_DISCARDED = 64 * 1024;
    private static final byte[] CONNECTIONS = answer(Reason.CONNECTION_LIMIT, true);
    private static final byte[] CONNECTIONS_BARE = answer(Reason.CONNECTION_LIMIT, false);
    private static final byte[] CLIENT_CONNECTIONS = answer(Reason.CLIENT_CONNECTION_LIMIT, true);
    private static final byte[] CLIENT_CONNECTIONS_BARE = answer(Reason.CLIENT_CONNECTION_LIMIT, false);

    private final Wire wire;
    private int discarded;
    private final Deadline deadline = new Deadline() {
        @Override
        protected void expired() {
            wire.close();
        }
    };

    /** @param says whether the answer has a body that says why */
    RefusedClient(Wire wire, Reason reason, boolean says) {
        this.wire = wire;
        byte[] answer;
        if (reason == Reason.CONNECTION_LIMIT) {
            answer = says ? CONNECTIONS : CONNECTIONS_BARE;
        } else if (reason == Reason.CLIENT_CONNECTION_LIMIT) {
            answer = says ? CLIENT_CONNECTIONS : CLIENT_CONNECTIONS_BARE;
        } else {
            answer = answer(reason, says);
        }
        wire.write(answer, 0, answer.length);
        wire.shutdownOutput();
        wire.loop().arm(deadline, LINGER_MILLIS);
    }

    private static byte[] answer(Reason reason, boolean says) {
        String phrase = reason.status() == 429 ? "Too Many Requests" : "Service Unavailable";
        String body = says
                ? "{\"error\": \"%s\", \"status\": %d, \"reason\": \"%s\"}\n"
                        .formatted(reason.sentence(), reason.status(), reason.code())
                : "";
        String type = says ? "Content-Type: application/json\r\n" : "";
        String answer = "HTTP/1.1 %d %s\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(reason.status(), phrase, type, body.length(), body);
        return answer.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void read(Input input) {
        discarded += input.remaining();
        input.skip(input.remaining());
        if (discarded > MOST_DISCARDED) {
            wire.close();
        }
    }

    @Override
    public void drained() {}

    @Override
    public void inputEnded() {
        wire.closeAfterFlush();
    }

    @Override
    public void closed(Reason reason) {
        wire.loop().disarm(deadline);
    }
}
