package apex.http1.fuzz;

import apex.http1.fake.FakeInput;
import apex.http1.fake.FakeLoop;
import apex.http1.fake.FakeWire;
import apex.http1.fake.Journal;
import apex.http1.fuzz.strict.Malformed;
import apex.http1.fuzz.strict.StrictHead;
import apex.http1.fuzz.strict.StrictResponse;
import apex.http1.wire.BodyFraming;
import apex.http1.wire.HeadWriter;
import apex.http1.wire.KeepAlive;
import apex.http1.wire.ResponseParser;
import apex.spi.exchange.ResponseHead;
import java.util.Set;

/** A response head means one thing, in whatever pieces it arrives, and still the same when it has been written anew. */
final class ResponsePromise implements Promise {
    private static final Set<String> ADDED = Set.of("date", "content-length", "transfer-encoding", "connection");

    private final FakeLoop loop = new FakeLoop();
    private final FakeWire wire = new FakeWire(loop);
    private final ResponseHead head = new ResponseHead();
    private final ResponseParser parser = new ResponseParser(head);
    private boolean toHead;

    @Override
    public void judge(byte[] input, Cuts cuts) {
        Recipe recipe = new Recipe(input);
        toHead = recipe.isOn(0);
        cuts.agree(recipe.wire(), this::read);
        String words = read(recipe.wire(), new int[] {recipe.wire().length});
        StrictResponse strict = strict(recipe.text());
        if (words.equals("incomplete")) {
            Claim.same("head that a strict reader finds complete", null, strict);
        } else if (parser.failure() == null) {
            Meaning.same(strict, head);
            Claim.same("framing", framing(strict), parser.framing());
            Claim.holds(!parser.keepsAlive() || strict.keepsAlive(), "a connection lives on by consent");
            Claim.holds(
                    words.endsWith("@" + strict.head().end()), "the head ends where a strict reader ends: " + words);
            written(strict);
        }
        head.close();
        Claim.same("bytes still lent", 0L, loop.arenas().lentBytes());
    }

    static BodyFraming framing(StrictResponse strict) {
        if (strict.length() == 0) {
            return BodyFraming.NONE;
        }
        if (strict.length() == StrictHead.CHUNKED) {
            return BodyFraming.CHUNKED;
        }
        return strict.length() > 0 ? BodyFraming.LENGTH : BodyFraming.UNTIL_CLOSE;
    }

    private StrictResponse strict(String text) {
        try {
            return StrictResponse.read(text, 0, toHead);
        } catch (Malformed e) {
            return null;
        }
    }

    private void written(StrictResponse arrived) {
        HeadWriter writer = new HeadWriter();
        if (head.isInformational()) {
            writer.informational(wire, head);
        } else {
            writer.response(wire, head, parser.framing(), head.contentLength(), KeepAlive.CLOSE);
        }
        String sent = wire.taken();
        StrictResponse strict = StrictResponse.read(sent, 0, toHead);
        Claim.holds(strict != null && strict.head().end() == sent.length(), "one head is sent: " + sent);
        Claim.same("status sent", head.status(), strict.status());
        Claim.same("length sent", arrived.length(), strict.length());
        Meaning.sent(head.fields(), sent, strict.head(), ADDED);
    }

    private String read(byte[] bytes, int[] ends) {
        parser.begin(toHead);
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
        return Journal.of(head) + " " + parser.framing() + parser.keepsAlive();
    }
}
