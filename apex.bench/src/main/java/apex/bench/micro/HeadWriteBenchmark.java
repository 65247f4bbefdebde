package apex.bench.micro;

import apex.bench.still.ArrayInput;
import apex.bench.still.Messages;
import apex.bench.still.SinkWire;
import apex.bench.still.StillLoop;
import apex.http1.wire.BodyFraming;
import apex.http1.wire.HeadWriter;
import apex.http1.wire.KeepAlive;
import apex.http1.wire.RequestParser;
import apex.http1.wire.ResponseParser;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.listen.HttpPolicy;
import org.openjdk.jmh.annotations.Benchmark;

/** Writing heads to a connection that takes all. */
public class HeadWriteBenchmark extends Microbenchmark {
    private final StillLoop loop = new StillLoop(0);
    private final SinkWire wire = new SinkWire(loop);
    private final HeadWriter writer = new HeadWriter();
    private final RequestHead small = request(Messages.SMALL_REQUEST);
    private final RequestHead browser = request(Messages.BROWSER_REQUEST);
    private final ResponseHead bare = response(Messages.SMALL_RESPONSE);
    private final ResponseHead application = response(Messages.APPLICATION_RESPONSE);

    /** A writer and heads that have been read. */
    public HeadWriteBenchmark() {
        // Fields are all there is.
    }

    /** A small request to a backend. */
    @Benchmark
    public int requestSmall() {
        writer.request(wire, small, BodyFraming.NONE);
        return wire.taken();
    }

    /** A browser's request to a backend. */
    @Benchmark
    public int requestBrowser() {
        writer.request(wire, browser, BodyFraming.NONE);
        return wire.taken();
    }

    /** A small response to a client, with a date of our own. */
    @Benchmark
    public int responseSmall() {
        writer.response(wire, bare, BodyFraming.LENGTH, bare.contentLength(), KeepAlive.UNSAID);
        return wire.taken();
    }

    /** An application's response to a client. */
    @Benchmark
    public int responseApplication() {
        writer.response(wire, application, BodyFraming.LENGTH, application.contentLength(), KeepAlive.UNSAID);
        return wire.taken();
    }

    private RequestHead request(byte[] bytes) {
        RequestHead head = new RequestHead();
        RequestParser parser = new RequestParser(head);
        parser.begin(Messages.LIMITS, HttpPolicy.STRICT, false);
        parser.feed(new ArrayInput(bytes), loop.arenas());
        return head;
    }

    private ResponseHead response(byte[] bytes) {
        ResponseHead head = new ResponseHead();
        ResponseParser parser = new ResponseParser(head);
        parser.begin(false);
        parser.feed(new ArrayInput(bytes), loop.arenas());
        return head;
    }
}
