package apex.kernel.mux;

import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.HeapChunk;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Text;
import apex.spi.thread.Loop;
import apex.spi.transport.ExchangeFactory;
import apex.spi.transport.ExchangeHandler;
import apex.spi.transport.Leg;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The client's connection: streams that are open side by side, on slots that later streams use again. */
public final class MuxClient {
    private final Loop loop;
    private final ExchangeFactory factory;
    private final Peer peer;
    private final Deque<Stream> idle = new ArrayDeque<>();

    /** A connection from {@code address}. */
    public MuxClient(Loop loop, ExchangeFactory factory, String address) {
        this.loop = loop;
        this.factory = factory;
        InetSocketAddress remote = new InetSocketAddress(InetAddress.ofLiteral(address), 40_000);
        InetSocketAddress local = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 80);
        peer = new Peer(remote, local, false);
    }

    /** Says of all streams that are over that they rest, as every stream does before it is used again. */
    public void rest() {
        for (Stream stream : idle) {
            stream.handler.rested();
        }
    }

    private Stream idleStream() {
        rest();
        return idle.isEmpty() ? new Stream() : idle.pop();
    }

    /** Opens a stream with a request; {@code fields} are names and values in turn. */
    public Stream open(String method, String target, boolean last, String... fields) {
        Stream stream = idleStream();
        stream.begin(method, target, "", last, fields);
        return stream;
    }

    /** Opens a stream with a request to switch to {@code protocol}. */
    public Stream upgrade(String target, String protocol) {
        Stream stream = idleStream();
        stream.begin("GET", target, protocol, true);
        return stream;
    }

    /** One stream, as the client sees it, and the kernel's leg to it. */
    public final class Stream implements Leg<ResponseHead> {
        private final ExchangeHandler<RequestHead> handler = factory.open(loop, this, peer);
        private final RequestHead request = new RequestHead();
        private final StringBuilder body = new StringBuilder();
        private final List<Integer> informational = new ArrayList<>();
        private final Deque<Runnable> held = new ArrayDeque<>();
        private boolean paused;
        private boolean full;
        private boolean open;
        private int status;
        private String fieldLines = "";
        private String trailerLines;
        private Reason aborted;
        private boolean ended;

        private Stream() {}

        private void begin(String method, String target, String upgrade, boolean last, String... fields) {
            body.setLength(0);
            informational.clear();
            held.clear();
            status = 0;
            fieldLines = "";
            trailerLines = null;
            aborted = null;
            ended = false;
            full = false;
            open = true;
            paused = !last || !upgrade.isEmpty();
            request.arena().open(loop.arenas());
            byte[] start = (method + target).getBytes(StandardCharsets.ISO_8859_1);
            int at = request.arena().append(start, 0, start.length);
            request.method(at, method.length());
            int query = target.indexOf('?');
            request.target(at + method.length(), target.length(), query < 0 ? target.length() : query);
            byte[] authority = "Example.com:8080".getBytes(StandardCharsets.ISO_8859_1);
            request.authority(request.arena().append(authority, 0, authority.length), authority.length);
            byte[] protocol = upgrade.getBytes(StandardCharsets.ISO_8859_1);
            request.upgrade(request.arena().append(protocol, 0, protocol.length), protocol.length);
            request.version(20);
            request.contentLength(last ? 0 : RequestHead.UNKNOWN_LENGTH);
            for (int i = 0; i < fields.length; i += 2) {
                request.fields().add(Text.of(fields[i]), Text.of(fields[i + 1]));
            }
            handler.head(request, last);
        }

        /** Sends a piece of the body; it waits while the kernel has paused this stream. */
        public Stream send(String piece) {
            byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
            held.add(() -> {
                if (!handler.data(new HeapChunk(bytes))) {
                    paused = true;
                }
            });
            deliver();
            return this;
        }

        /** Ends the request; that, too, waits while the stream is paused. */
        public Stream finish() {
            held.add(() -> handler.end(null));
            deliver();
            return this;
        }

        private void deliver() {
            while (open && !paused && !held.isEmpty()) {
                held.poll().run();
            }
        }

        /** Resets the stream, as a client does that has lost interest. */
        public void reset() {
            held.clear();
            handler.failed(Reason.CLIENT_ABORT, false);
            close();
        }

        /** Sends what no request can be read from; the kernel may still answer. */
        public void garble(Reason reason) {
            open = true;
            body.setLength(0);
            handler.failed(reason, true);
        }

        /** Makes the next chunk find the stream's window exhausted. */
        public void fill() {
            full = true;
        }

        /** Opens the window again. */
        public void drain() {
            full = false;
            handler.drained();
        }

        private void close() {
            if (open) {
                open = false;
                held.clear();
                request.close();
                idle.push(this);
            }
        }

        @Override
        public void head(ResponseHead head, boolean last) {
            if (head.isInformational()) {
                informational.add(head.status());
                return;
            }
            status = head.status();
            fieldLines = lines(head.fields());
            if (last) {
                ended = true;
                close();
            }
        }

        @Override
        public boolean data(Chunk chunk) {
            byte[] bytes = new byte[chunk.length()];
            chunk.copyTo(0, bytes, 0, bytes.length);
            body.append(new String(bytes, StandardCharsets.ISO_8859_1));
            return !full;
        }

        @Override
        public void end(Fields trailers) {
            trailerLines = trailers == null ? null : lines(trailers);
            ended = true;
            close();
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
            loop.execute(this::deliver);
        }

        @Override
        public void abort(Reason reason) {
            aborted = reason;
            close();
        }

        /** The status of the final head, 0 before it. */
        public int status() {
            return status;
        }

        /** The statuses of informational heads so far. */
        public List<Integer> informational() {
            return informational;
        }

        /** The response's fields, a line for each. */
        public String fields() {
            return fieldLines;
        }

        /** The response's trailers, or null. */
        public String trailers() {
            return trailerLines;
        }

        /** The response's body so far. */
        public String body() {
            return body.toString();
        }

        /** Whether the response has ended well. */
        public boolean isEnded() {
            return ended;
        }

        /** Why the kernel aborted, or null. */
        public Reason aborted() {
            return aborted;
        }

        /** Whether the kernel has stopped this stream's body. */
        public boolean isPaused() {
            return paused;
        }
    }

    static String lines(Fields fields) {
        StringBuilder lines = new StringBuilder();
        Text view = new Text();
        for (int i = fields.next(-1); i >= 0; i = fields.next(i)) {
            lines.append(fields.name(i, view)).append(": ");
            lines.append(fields.value(i, view)).append('\n');
        }
        return lines.toString();
    }
}
