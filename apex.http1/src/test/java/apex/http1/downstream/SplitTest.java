package apex.http1.downstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.http1.Http1Protocol;
import apex.http1.fake.FakeLoop;
import apex.http1.fake.FakeWire;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.listen.ListenerSpec;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes from the network, in whatever pieces, is read in one way and leaves nothing behind. */
class SplitTest {
    private static final String[] SEEDS = {
        "GET /a?b HTTP/1.1\r\nHost: h\r\nX: y\r\n\r\n",
        "HEAD / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 7\r\n\r\nabcdefg",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;e=f\r\nde\r\n0\r\nT: u\r\n\r\n",
        "GET http://h/ HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
    };
    private static final String SPICES = "\r\n\0 :;,\t0123456789abcHh/?#\u00ff";

    @Test
    void pipelinedMessagesAreReadTheSameSplitAnywhere() {
        String all = String.join("", SEEDS);
        String whole = run(all, all.length());
        assertEquals(5, whole.split("head ", -1).length - 1);
        for (int split = 1; split < all.length(); split++) {
            assertEquals(whole, run(all, split), "split at " + split);
        }
        assertEquals(whole, runInPieces(all, new Random(1), 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void spoiltMessagesAreReadTheSameInAnyPieces(int seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 3; i++) {
                all.append(SEEDS[random.nextInt(SEEDS.length)]);
            }
            for (int i = random.nextInt(3); i >= 0; i--) {
                spoil(all, random);
            }
            String text = all.toString();
            assertEquals(run(text, text.length()), runInPieces(text, random, 12), text);
        }
    }

    private static void spoil(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        char spice = SPICES.charAt(random.nextInt(SPICES.length()));
        switch (random.nextInt(3)) {
            case 0 -> text.setCharAt(at, spice);
            case 1 -> text.insert(at, spice);
            default -> text.deleteCharAt(at);
        }
    }

    private static String run(String text, int split) {
        return new Run()
                .feed(text.substring(0, split))
                .feed(text.substring(split))
                .end();
    }

    private static String runInPieces(String text, Random random, int most) {
        Run run = new Run();
        int at = 0;
        while (at < text.length()) {
            int next = Math.min(text.length(), at + 1 + random.nextInt(most));
            run.feed(text.substring(at, next));
            at = next;
        }
        return run.end();
    }

    private static final class Run {
        private final FakeLoop loop = new FakeLoop();
        private final FakeWire wire = new FakeWire(loop);
        private final Kernel kernel = new Kernel(loop.arenas());

        Run() {
            kernel.answersWhenComplete = true;
            ListenerSpec spec = Listeners.with(1_000, 1_000, 500, 100);
            wire.handler(new Http1Protocol()
                    .server(spec, (on, leg, from) -> {
                        kernel.leg = leg;
                        return kernel;
                    })
                    .attach(wire, new Peer(wire.remoteAddress(), wire.localAddress(), false)));
        }

        Run feed(String text) {
            wire.receive(text);
            return this;
        }

        String end() {
            wire.finishInput();
            wire.reset(Reason.CLIENT_ABORT);
            loop.run();
            assertEquals(0, loop.arenas().lentBytes());
            return kernel.heard.taken() + wire.taken().replaceAll("Date: [^\r]*\r\n", "");
        }
    }
}
