package apex.plugins.standard.fake;

import apex.spi.exchange.Answer;
import apex.spi.exchange.Exchange;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Head;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Resumption;
import apex.spi.exchange.Slot;
import apex.spi.exchange.Text;
import apex.spi.filter.Verdict;
import apex.spi.lb.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** An exchange whose facts the test sets; heads and slots behave as on a real loop. */
public final class FakeExchange implements Exchange {
    public final FakeLoop loop;
    public boolean peerTrusted;
    public String route;
    public Endpoint endpoint;
    public Reason reason;
    public String answeredBy;
    public Answer answer;
    public long startNanos;
    public long requestBytes;
    public long responseBytes;
    public long backendNanos = -1;

    /** How often a filter has asked for a resumption, and used one. */
    public int suspensions;

    public int resumptions;

    private final Resumption resumption = _ -> resumptions++;

    private final RequestHead request = new RequestHead();
    private final ResponseHead response = new ResponseHead();
    private final Peer peer = new Peer(
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 4711),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 80),
            false);
    private final Object[] states;

    public FakeExchange(FakeLoop loop, FakeContext context) {
        this.loop = loop;
        states = context.lend();
    }

    public FakeExchange(FakeContext context) {
        this(new FakeLoop(0), context);
    }

    /** Fills the request's head; each line of {@code fields} is {@code Name: value}, in ISO-8859-1. */
    public FakeExchange request(String method, String target, String... fields) {
        request.close();
        request.arena().open(loop.arenas());
        request.method(append(method), method.length());
        int query = target.indexOf('?');
        request.target(append(target), target.length(), query < 0 ? target.length() : query);
        request.authority(append("example.org"), "example.org".length());
        addAll(request, fields);
        return this;
    }

    /** Fills the response's head. */
    public FakeExchange response(int status, String... fields) {
        response.close();
        response.arena().open(loop.arenas());
        response.status(status);
        addAll(response, fields);
        return this;
    }

    private int append(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return request.arena().append(bytes, 0, bytes.length);
    }

    /** As a parser does it: names keep their spelling, and those are found that are well known by now. */
    private static void addAll(Head head, String... lines) {
        for (String line : lines) {
            byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
            int nameLength = line.indexOf(": ");
            int value = nameLength + 2;
            int at = head.arena().append(bytes, 0, bytes.length);
            FieldName known = FieldName.find(bytes, 0, nameLength);
            head.fields().parsed(at, nameLength, at + value, bytes.length - value, 0, known);
        }
    }

    /** Name and value of all fields in their order, joined by {@code |}. */
    public static String shown(Fields fields) {
        StringJoiner shown = new StringJoiner("|");
        for (int i = fields.next(-1); i >= 0; i = fields.next(i)) {
            shown.add(fields.name(i, new Text()) + ": " + fields.value(i, new Text()));
        }
        return shown.toString();
    }

    /** The value of the request's field with that name, or null. */
    public String requestField(String name) {
        return request.fields().get(FieldName.of(name));
    }

    /** The value of the response's field with that name, or null. */
    public String responseField(String name) {
        return response.fields().get(FieldName.of(name));
    }

    @Override
    public FakeLoop loop() {
        return loop;
    }

    @Override
    public RequestHead request() {
        return request;
    }

    @Override
    public ResponseHead response() {
        return response;
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public Text clientAddress() {
        return peer.address();
    }

    @Override
    public boolean isPeerTrusted() {
        return peerTrusted;
    }

    @Override
    public String route() {
        return route;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public Reason reason() {
        return reason;
    }

    @Override
    public String answeredBy() {
        return answeredBy;
    }

    @Override
    public <T> T get(Slot<T> slot) {
        return slot.type().cast(states[slot.index()]);
    }

    @Override
    public Verdict answer(Answer given) {
        answer = given;
        return Verdict.ANSWERED;
    }

    @Override
    public Resumption suspend() {
        suspensions++;
        return resumption;
    }

    @Override
    public long startNanos() {
        return startNanos;
    }

    @Override
    public long requestBytes() {
        return requestBytes;
    }

    @Override
    public long responseBytes() {
        return responseBytes;
    }

    @Override
    public long backendNanos() {
        return backendNanos;
    }
}
