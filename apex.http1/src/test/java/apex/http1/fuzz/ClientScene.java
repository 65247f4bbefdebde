package apex.http1.fuzz;

import apex.http1.Http1Protocol;
import apex.http1.fake.FakeLoop;
import apex.http1.fake.FakeWire;
import apex.net.ClientSession;
import apex.spi.exchange.Reason;
import apex.spi.lb.Endpoint;
import apex.spi.settings.Place;
import apex.spi.transport.EndpointSpec;
import apex.spi.transport.ProxyHeader;
import java.util.Arrays;

/** A backend's connection in memory with kernel and pool behind it, from its first byte to its end. */
final class ClientScene {
    private static final int BEYOND_ALL = 6_000;

    private final FakeLoop loop = new FakeLoop();
    private final FakeWire wire = new FakeWire(loop);
    private final PoolActor pool;
    private final ClientSession session;
    private final int kind;
    private boolean over;

    ClientScene(Recipe recipe) {
        kind = recipe.choice(0);
        pool = new PoolActor(loop, wire, recipe.text());
        pool.wantsMore = !recipe.isOn(2);
        pool.abortsAtHead = recipe.isOn(3);
        pool.sendsAtOnce = !recipe.isOn(4);
        EndpointSpec spec = new EndpointSpec(
                new Endpoint("u", "http://h:1", 1), Place.DEFAULT, 1, 1, 1_000, 1_000, 30_000, ProxyHeader.NONE);
        session = new Http1Protocol().client(spec).attach(wire, pool);
        wire.handler(session);
    }

    /** The backend answers two requests with the same bytes in pieces, then ends. */
    String feed(byte[] bytes, int[] ends) {
        pool.begin(session, kind);
        int from = 0;
        for (int end : ends) {
            receive(Arrays.copyOfRange(bytes, from, end));
            from = end;
        }
        pool.inputEnds();
        wire.finishInput();
        return end();
    }

    /** Bytes and actions as the script has them. */
    void play(Script script) {
        pool.begin(session, kind);
        while (script.hasNext()) {
            byte[] bytes = script.arriving();
            if (bytes.length > 0 && !over) {
                receive(bytes);
            }
            act(script.action());
            loop.run();
        }
        end();
    }

    private void receive(byte[] bytes) {
        pool.arrives(bytes.length);
        wire.receive(bytes);
    }

    private void act(int action) {
        switch (action) {
            case 8 -> pool.begin(session, kind);
            case 9 -> pool.begin(session, kind + 1 & 3);
            case 10 -> wire.pending(100_000, true);
            case 11 -> wire.pending(0, false);
            case 12 -> {
                over = true;
                pool.inputEnds();
                wire.finishInput();
            }
            case 13 -> wire.reset(Reason.BACKEND_RESET);
            case 14 -> wire.reset(Reason.CLIENT_ABORT);
            default -> pool.act(action);
        }
    }

    /** Breaks the connection and judges what is left of it. */
    private String end() {
        loop.run();
        boolean open = wire.isOpen();
        wire.reset(Reason.BACKEND_RESET);
        loop.run();
        pool.settle();
        pool.gone();
        loop.pass(BEYOND_ALL);
        Claim.same("bytes still lent", 0L, loop.arenas().lentBytes());
        return pool.heard() + (open ? "open" : "closed");
    }
}
