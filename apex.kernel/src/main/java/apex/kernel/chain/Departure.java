package apex.kernel.chain;

import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.HeadTooLargeException;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Text;
import java.util.List;

/** What is done to a request that has passed all filters before it goes to a backend, and the permit that it may need for that. */
final class Departure {
    private static final int CONTINUE = 100;

    private static final Text GO_ON = Text.of("100-continue");

    private final Text value = new Text();
    private Tunnels permit;
    private boolean saysContinue;
    private boolean saidContinue;

    void reset() {
        permit = null;
        saysContinue = false;
        saidContinue = false;
    }

    /** Prepares the request; null, or why it does not go. */
    Reason prepare(ExchangeRun run) {
        RequestHead request = run.request();
        try {
            run.whose.judge().write(request, run.peer(), run.isPeerTrusted(), run.state.forwarded());
        } catch (HeadTooLargeException e) {
            return Reason.HEAD_TOO_LARGE;
        }
        if (run.route.policy().answersContinue() && run.requests.hasBody()) {
            sayContinue(request);
        }
        return request.upgrade().length() == 0 || mayUpgrade(request, run.route.tunnels()) ? null : Reason.TUNNEL_LIMIT;
    }

    /** Whether the request may go on: with its wish to switch protocols, or without it where the route does not know the protocol. */
    private boolean mayUpgrade(RequestHead request, Tunnels tunnels) {
        if (!tunnels.allows(request.upgrade())) {
            request.upgrade(0, 0);
            return true;
        }
        if (tunnels.take()) {
            permit = tunnels;
        }
        return permit != null;
    }

    /** Puts in the Host of the endpoint where it is not the client's; false when there is no room. */
    static boolean putHost(ExchangeRun run, int endpoint) {
        List<Text> hosts = run.route.hosts();
        if (!hosts.isEmpty()) {
            try {
                run.request().authority(hosts.get(endpoint));
            } catch (HeadTooLargeException e) {
                return false;
            }
        }
        return true;
    }

    /** It is Apex that says when the body is wanted, if the client waits to hear it; other expectations are the backend's. */
    void sayContinue(RequestHead request) {
        Fields fields = request.fields();
        int expect = fields.find(FieldName.EXPECT);
        if (expect >= 0 && fields.value(expect, value).equalsIgnoreCase(GO_ON)) {
            fields.remove(FieldName.EXPECT);
            saysContinue = true;
        }
    }

    /** Whether the client waits to be told by Apex to send its body; says so once. */
    boolean takeContinue() {
        boolean says = saysContinue;
        saysContinue = false;
        saidContinue |= says;
        return says;
    }

    /** Whether Apex has told the client already what this informational head of the backend's says. */
    boolean hasSaid(ResponseHead head) {
        return saidContinue && head.status() == CONTINUE;
    }

    /** The permit is somebody else's from here on. */
    Tunnels handOver() {
        Tunnels handed = permit;
        permit = null;
        return handed;
    }

    void end() {
        if (permit != null) {
            permit.giveBack();
            permit = null;
        }
    }
}
