package apex.http1.upstream;

import apex.http1.wire.ResponseParser;
import apex.net.Input;
import apex.net.Wire;
import apex.net.WireHandler;
import apex.spi.exchange.Reason;
import apex.spi.exchange.ResponseHead;
import apex.spi.thread.Deadline;
import apex.spi.transport.Probe;
import java.nio.charset.StandardCharsets;

/** Asks an endpoint once how it is: a GET on a connection of its own, of whose response the status alone counts. */
final class ProbeSession implements WireHandler {
    private static final String HTTP = "http://";

    private final Wire wire;
    private final Probe probe;
    private final ResponseHead head = new ResponseHead();
    private final ResponseParser parser = new ResponseParser(head);
    private boolean done;
    private final Deadline deadline = new Deadline() {
        @Override
        protected void expired() {
            done(0, "no answer within " + probe.timeoutMillis() + " ms");
        }
    };

    ProbeSession(Wire wire, Probe probe) {
        this.wire = wire;
        this.probe = probe;
    }

    /** Sends the request. */
    void ask(String url) {
        wire.loop().arm(deadline, probe.timeoutMillis());
        parser.begin(false);
        byte[] request = ("GET " + probe.path() + " HTTP/1.1\r\nHost: " + host(url)
                        + "\r\nUser-Agent: apex\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        wire.write(request, 0, request.length);
        wire.flush();
    }

    @Override
    public void read(Input input) {
        while (!done && input.remaining() > 0) {
            if (!parser.feed(input, wire.loop().arenas())) {
                return;
            }
            if (parser.failure() != null) {
                done(0, "malformed answer");
            } else if (head.isInformational()) {
                parser.begin(false);
            } else {
                done(head.status(), "");
            }
        }
        input.skip(input.remaining());
    }

    @Override
    public void drained() {}

    @Override
    public void inputEnded() {
        done(0, "connection closed without an answer");
    }

    @Override
    public void closed(Reason reason) {
        done(0, reason == null ? "connection closed without an answer" : reason.sentence());
    }

    private void done(int status, String detail) {
        if (done) {
            return;
        }
        done = true;
        wire.loop().disarm(deadline);
        head.close();
        wire.close();
        probe.done(status, detail);
    }

    /** The authority to ask for; a Unix domain socket has none of its own. */
    private static String host(String url) {
        if (!url.startsWith(HTTP)) {
            return "localhost";
        }
        int slash = url.indexOf('/', HTTP.length());
        return url.substring(HTTP.length(), slash < 0 ? url.length() : slash);
    }
}
