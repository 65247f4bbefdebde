package apex.http1.fuzz;

import apex.http1.fake.FakeInput;
import apex.http1.fake.FakeLoop;
import apex.http1.fake.FakeWire;
import apex.http1.fuzz.strict.StrictBody;
import apex.http1.fuzz.strict.StrictHead;
import apex.http1.wire.BodyDecoder;
import apex.http1.wire.BodyEncoder;
import apex.http1.wire.BodyFraming;
import apex.http1.wire.HeadWriter;
import apex.spi.exchange.Chunk;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** A body has the bytes that a strict reader finds, ends where that ends, and is the same when it has been framed anew. */
final class BodyPromise implements Promise {
    private static final BodyFraming[] FRAMINGS = {
        BodyFraming.CHUNKED, BodyFraming.LENGTH, BodyFraming.UNTIL_CLOSE, BodyFraming.CHUNKED
    };
    private static final int LENGTH = 20;

    /** Some of what may not stand behind a body. */
    private static final Set<String> FORBIDDEN =
            Set.of("content-length", "transfer-encoding", "host", "authorization", "cookie", "trailer", "connection");

    private final FakeLoop loop = new FakeLoop();
    private final FakeWire wire = new FakeWire(loop);
    private final BodyEncoder encoder = new BodyEncoder(wire, new HeadWriter());
    private final BodyDecoder decoder = new BodyDecoder();
    private final StringBuilder content = new StringBuilder();
    private BodyFraming framing = BodyFraming.NONE;
    private int consumed;

    @Override
    public void judge(byte[] input, Cuts cuts) {
        Recipe recipe = new Recipe(input);
        framing = FRAMINGS[recipe.choice(0)];
        cuts.agree(recipe.wire(), this::read);
        read(recipe.wire(), new int[] {recipe.wire().length});
        StrictBody strict = StrictBody.read(recipe.text(), 0, strictLength());
        if (decoder.isDone()) {
            Claim.holds(strict.isComplete(), "a strict reader finds the body complete");
            Claim.same("content", strict.content(), content.toString());
            Claim.same("end", strict.end(), consumed);
            Claim.same("trailers", strict.trailers(), Meaning.list(decoder.trailers()));
            strict.trailers()
                    .forEach(f -> Claim.holds(
                            !FORBIDDEN.contains(f.name().toLowerCase(Locale.ROOT)),
                            "a trailer does not frame or route: " + f));
            encoded(strict);
        } else {
            Claim.holds(strict.content().startsWith(content.toString()), "no byte is made up or lost: " + content);
            Claim.holds(decoder.isBroken() || !strict.isComplete(), "a complete body is delivered");
        }
        decoder.close();
        Claim.same("bytes still lent", 0L, loop.arenas().lentBytes());
    }

    private long strictLength() {
        return switch (framing) {
            case CHUNKED -> StrictHead.CHUNKED;
            case UNTIL_CLOSE -> StrictHead.UNTIL_CLOSE;
            default -> LENGTH;
        };
    }

    private void encoded(StrictBody strict) {
        wire.taken();
        encoder.begin(BodyFraming.CHUNKED, -1, false);
        byte[] bytes = strict.content().getBytes(StandardCharsets.ISO_8859_1);
        int half = bytes.length / 2;
        boolean taken = encoder.data(new FakeInput(bytes, 0, half).take(half))
                && encoder.data(new FakeInput(bytes, half, bytes.length).take(bytes.length - half))
                && encoder.end(decoder.trailers());
        Claim.holds(taken, "a body in chunks may have any length");
        String sent = wire.taken();
        Claim.same(
                "body sent",
                new StrictBody(strict.content(), strict.trailers(), sent.length()),
                StrictBody.read(sent, 0, StrictHead.CHUNKED));
    }

    private String read(byte[] bytes, int[] ends) {
        decoder.close();
        decoder.begin(framing, framing == BodyFraming.LENGTH ? LENGTH : -1);
        content.setLength(0);
        consumed = 0;
        for (int end : ends) {
            FakeInput input = new FakeInput(bytes, consumed, end);
            drain(input);
            if (decoder.isDone() || decoder.isBroken()) {
                consumed = end - input.remaining();
                break;
            }
            Claim.same("input left although the body goes on", 0, input.remaining());
            consumed = end;
        }
        String state = decoder.isDone() ? "done at " + consumed : decoder.isBroken() ? "broken" : "incomplete";
        return state + " " + decoder.left() + " " + Meaning.list(decoder.trailers()) + " " + content;
    }

    private void drain(FakeInput input) {
        int before = input.remaining();
        for (Chunk chunk = decoder.next(input, loop.arenas());
                chunk != null;
                chunk = decoder.next(input, loop.arenas())) {
            Claim.holds(chunk.length() > 0 && input.remaining() < before, "each piece takes something from the input");
            before = input.remaining();
            for (int i = 0; i < chunk.length(); i++) {
                content.append((char) (chunk.get(i) & 0xFF));
            }
        }
    }
}
