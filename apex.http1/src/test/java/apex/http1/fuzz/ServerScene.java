package apex.http1.fuzz;

import apex.http1.Http1Protocol;
import apex.http1.fake.FakeLoop;
import apex.http1.fake.FakeWire;
import apex.net.ServerSession;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.listen.ConnectionLimits;
import apex.spi.listen.HeadLimits;
import apex.spi.listen.HttpPolicy;
import apex.spi.listen.ListenerSpec;
import apex.spi.listen.ProxyPolicy;
import apex.spi.settings.Place;
import java.util.Arrays;

/** A client's connection in memory with a kernel behind it, from its first byte to its end. */
final class ServerScene {
    private static final int HEAD_MILLIS = 1_000;
    private static final int IDLE_MILLIS = 2_000;
    private static final int BEYOND_ALL = 6_000;
    private static final int TARGET_LIMIT = 2_000;
    private static final int HEAD_LIMIT = 8_000;
    private static final int MOST_FIELDS = 100;

    private final FakeLoop loop = new FakeLoop();
    private final FakeWire wire = new FakeWire(loop);
    private final KernelActor kernel;
    private final ServerSession session;
    private boolean over;

    ServerScene(Recipe recipe) {
        boolean secure = recipe.isOn(4);
        kernel = new KernelActor(loop, recipe.text(), secure);
        kernel.resumesAtHead = recipe.isOn(0);
        kernel.answersWhenComplete = recipe.isOn(1);
        kernel.answersFailures = recipe.isOn(2);
        kernel.wantsMore = !recipe.isOn(3);
        kernel.answersAtHead = recipe.isOn(5);
        ListenerSpec spec = new ListenerSpec(
                ":0",
                Place.DEFAULT,
                new HeadLimits(HEAD_MILLIS, HEAD_LIMIT, MOST_FIELDS, HEAD_LIMIT, TARGET_LIMIT),
                new ConnectionLimits(IDLE_MILLIS, 0, 0, 0, 0),
                HttpPolicy.STRICT,
                ProxyPolicy.OFF);
        session = new Http1Protocol()
                .server(spec, (on, leg, from) -> {
                    kernel.leg = leg;
                    return kernel;
                })
                .attach(wire, new Peer(wire.remoteAddress(), wire.localAddress(), secure));
        wire.handler(session);
    }

    /** The peer sends the same bytes in pieces. */
    String feed(byte[] bytes, int[] ends) {
        int from = 0;
        for (int end : ends) {
            wire.receive(Arrays.copyOfRange(bytes, from, end));
            from = end;
        }
        wire.finishInput();
        return end();
    }

    /** Bytes and actions as the script has them. */
    void play(Script script) {
        while (script.hasNext()) {
            byte[] bytes = script.arriving();
            if (bytes.length > 0 && !over) {
                wire.receive(bytes);
            }
            act(script.action());
            loop.run();
        }
        end();
    }

    private void act(int action) {
        switch (action) {
            case 8 -> wire.pending(100_000, true);
            case 9 -> wire.pending(0, false);
            case 10 -> loop.pass(HEAD_MILLIS / 2);
            case 11 -> loop.pass(IDLE_MILLIS + 500);
            case 12 -> session.drain();
            case 13 -> {
                over = true;
                wire.finishInput();
            }
            case 14 -> wire.reset(Reason.CLIENT_ABORT);
            default -> kernel.act(action);
        }
    }

    /** Breaks the connection and judges what is left of it. */
    private String end() {
        loop.run();
        boolean open = wire.isOpen();
        wire.reset(Reason.CLIENT_ABORT);
        loop.run();
        kernel.gone();
        loop.pass(BEYOND_ALL);
        Claim.same("bytes still lent", 0L, loop.arenas().lentBytes());
        String sent = wire.taken();
        kernel.judge(sent);
        return kernel.heard() + (open ? "open " : "closed ") + sent.replaceAll("Date: [^\r]*\r\n", "");
    }
}
