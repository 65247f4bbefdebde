package apex.net.tcp;

import apex.net.Input;
import apex.net.WireHandler;
import apex.spi.exchange.Reason;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A handler that notes what it hears, for a test's thread to wait for. */
public class Recorder implements WireHandler {
    public final BlockingQueue<String> events;

    public Recorder() {
        this(new LinkedBlockingQueue<>());
    }

    /** One of several that note in one place. */
    public Recorder(BlockingQueue<String> events) {
        this.events = events;
    }

    /** The next event within five seconds. */
    public final String next() throws InterruptedException {
        String event = events.poll(5, TimeUnit.SECONDS);
        return event == null ? "nothing within 5 s" : event;
    }

    /** Takes all bytes as text. */
    public static String text(Input input) {
        byte[] bytes = new byte[input.remaining()];
        input.copyTo(bytes, 0, bytes.length);
        input.skip(bytes.length);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void read(Input input) {
        events.add("read " + text(input));
    }

    @Override
    public void drained() {
        events.add("drained");
    }

    @Override
    public void inputEnded() {
        events.add("ended");
    }

    @Override
    public void closed(Reason reason) {
        events.add("closed " + reason);
    }
}
