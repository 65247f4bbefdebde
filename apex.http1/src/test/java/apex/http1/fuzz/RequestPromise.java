package apex.http1.fuzz;

import apex.http1.fake.FakeInput;
import apex.http1.fake.FakeLoop;
import apex.http1.fake.FakeWire;
import apex.http1.fake.Journal;
import apex.http1.fuzz.strict.Malformed;
import apex.http1.fuzz.strict.StrictRequest;
import apex.http1.wire.BodyFraming;
import apex.http1.wire.HeadWriter;
import apex.http1.wire.RequestParser;
import apex.spi.exchange.RequestHead;
import apex.spi.listen.HalfClose;
import apex.spi.listen.HeadLimits;
import apex.spi.listen.HttpPolicy;
import apex.spi.listen.Underscores;
import java.util.Set;

/** A request head means one thing, in whatever pieces it arrives, and still the same when it has been written anew. */
final class RequestPromise implements Promise {
    private static final int[] HEAD_LIMITS = {8_000, 120, 1_200, 30_000};
    private static final int[] TARGET_LIMITS = {2_000, 40, 1_100, 20_000};
    private static final int MOST_FIELDS = 100;
    private static final HttpPolicy FORWARDING = new HttpPolicy(Underscores.FORWARD, HalfClose.ABORT, Set.of(), true);
    private static final Set<String> ADDED =
            Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "te");

    private final FakeLoop loop = new FakeLoop();
    private final FakeWire wire = new FakeWire(loop);
    private final RequestHead head = new RequestHead();
    private final RequestParser parser = new RequestParser(head);
    private HttpPolicy policy = HttpPolicy.STRICT;
    private boolean secure;
    private int limits;

    @Override
    public void judge(byte[] input, Cuts cuts) {
        Recipe recipe = new Recipe(input);
        secure = recipe.isOn(0);
        limits = recipe.choice(1);
        policy = recipe.isOn(3) ? FORWARDING : HttpPolicy.STRICT;
        cuts.agree(recipe.wire(), this::read);
        judge(recipe.wire(), recipe.text());
        head.close();
        Claim.same("bytes still lent", 0L, loop.arenas().lentBytes());
    }

    /** Judges a whole message without a recipe. */
    void judge(byte[] message, String text) {
        String words = read(message, new int[] {message.length});
        StrictRequest strict = strict(text, secure);
        if (words.equals("incomplete")) {
            Claim.same("head that a strict reader finds complete", null, strict);
        } else if (parser.failure() == null) {
            Meaning.same(strict, head);
            Claim.holds(
                    words.endsWith("@" + strict.head().end()), "the head ends where a strict reader ends: " + words);
            written();
        }
    }

    private static StrictRequest strict(String text, boolean secure) {
        try {
            return StrictRequest.read(text, 0, secure);
        } catch (Malformed e) {
            return null;
        }
    }

    /** What is sent to a backend is read in one way too. */
    private void written() {
        long length = head.contentLength();
        BodyFraming framing = length > 0 ? BodyFraming.LENGTH : length < 0 ? BodyFraming.CHUNKED : BodyFraming.NONE;
        new HeadWriter().request(wire, head, framing);
        String sent = wire.taken();
        if (head.authority().isEmpty()) {
            // A request of HTTP/1.0 can do without; HTTP/1.1 says so by an empty field.
            sent = sent.replaceFirst("\r\nHost: \r\n", "\r\nHost: none\r\n");
            head.authority(head.methodText().offset(), 0);
        }
        StrictRequest strict = StrictRequest.read(sent, 0, secure);
        Claim.holds(strict != null && strict.head().end() == sent.length(), "one head is sent: " + sent);
        Claim.same("method sent", head.methodText().toString(), strict.method());
        Claim.same("target sent", head.target().toString(), strict.target());
        String host = strict.head().values("Host").getFirst();
        Claim.same(
                "host sent",
                head.authority().isEmpty() ? "none" : head.authority().toString(),
                host);
        Claim.same("length sent", length, strict.length());
        Meaning.sent(head.fields(), sent, strict.head(), ADDED);
    }

    private String read(byte[] bytes, int[] ends) {
        int most = HEAD_LIMITS[limits];
        parser.begin(new HeadLimits(1_000, most, MOST_FIELDS, most, TARGET_LIMITS[limits]), policy, secure);
        int from = 0;
        for (int end : ends) {
            FakeInput input = new FakeInput(bytes, from, end);
            if (parser.feed(input, loop.arenas())) {
                return parser.failure() != null ? parser.failure().code() : words() + " @" + (end - input.remaining());
            }
            Claim.same("input left although the head goes on", 0, input.remaining());
            from = end;
        }
        return "incomplete";
    }

    private String words() {
        return Journal.of(head) + " " + head.path() + " " + parser.keepsAlive() + parser.expectsContinue();
    }
}
