package apex.kernel.chain;

import apex.spi.exchange.Answer;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.HeapChunk;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Side;
import apex.spi.exchange.Text;
import apex.spi.log.LineBuffer;
import java.util.Arrays;
import java.util.List;

/** The response that Apex makes by itself: its head, and a body that is held whole. */
final class LocalResponse {
    private static final Text JSON = Text.of("application/json");
    private static final int BAD_REQUEST = 400;
    private static final int LONGEST_ID = 128;
    private static final int LONGEST_BODY = 1024;

    private final ResponseHead head = new ResponseHead();
    private boolean errorBodies;
    private Chunk body;

    /** Another exchange has begun; {@code withBodies} says whether reasons are told in bodies. */
    ResponseHead begin(boolean withBodies) {
        errorBodies = withBodies;
        return head;
    }

    ResponseHead head() {
        return head;
    }

    Chunk body() {
        return body;
    }

    void prepare(Answer answer, RequestHead request, ArenaSlab arenas) {
        head.close();
        head.arena().open(arenas);
        head.status(answer.status());
        head.closing(isClosing(answer.reason()));
        List<Answer.Field> fields = answer.fields();
        for (int i = 0; i < fields.size(); i++) {
            head.fields().add(fields.get(i).name(), fields.get(i).value());
        }
        if (head.isBodyless()) {
            body = null;
            return;
        }
        if (answer.body() == null && !errorBodies) {
            body = null;
            head.contentLength(0);
            return;
        }
        body = answer.body() == null ? standardBody(answer, request) : answer.body();
        Text type = answer.body() == null ? JSON : answer.contentType();
        if (type != null) {
            head.fields().set(FieldName.CONTENT_TYPE, type);
        }
        head.contentLength(body.length());
    }

    /** Keeps a backend's head for a suspended filter: the protocol takes its own back once the response is over. */
    void hold(ResponseHead backends, ArenaSlab arenas) {
        head.close();
        head.arena().open(arenas);
        head.status(backends.status());
        head.version(backends.version());
        head.contentLength(backends.contentLength());
        Fields from = backends.fields();
        Text name = new Text();
        Text value = new Text();
        for (int i = from.next(-1); i >= 0; i = from.next(i)) {
            head.fields().add(from.name(i, name), from.value(i, value));
        }
    }

    void close() {
        head.close();
        body = null;
    }

    /**
     * After a request that can be read in two ways nobody knows where the next one begins; a loop has to be broken, and who is out
     * of memory needs room.
     */
    private static boolean isClosing(Reason reason) {
        return reason.side() == Side.CLIENT && reason.status() == BAD_REQUEST
                || reason == Reason.LOOP_DETECTED
                || reason == Reason.OVERLOADED;
    }

    private static Chunk standardBody(Answer answer, RequestHead request) {
        LineBuffer json = new LineBuffer(LONGEST_BODY);
        json.put("{\"error\": \"").put(answer.reason().sentence());
        json.put("\", \"status\": ").put(answer.status());
        json.put(", \"reason\": \"").put(answer.reason().codeText()).put('"');
        int id = request.fields().find(FieldName.X_REQUEST_ID);
        if (id >= 0 && request.fields().valueLength(id) <= LONGEST_ID) {
            json.put(", \"request_id\": \"")
                    .putJson(request.fields().value(id, new Text()))
                    .put('"');
        }
        json.put("}\n");
        return new HeapChunk(Arrays.copyOf(json.bytes(), json.length()));
    }
}
