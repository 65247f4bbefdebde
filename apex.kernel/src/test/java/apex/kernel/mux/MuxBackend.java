package apex.kernel.mux;

import apex.spi.exchange.Arena;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.HeapChunk;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Text;
import apex.spi.thread.Loop;
import apex.spi.transport.Acquirer;
import apex.spi.transport.Connector;
import apex.spi.transport.Leg;
import apex.spi.transport.Need;
import apex.spi.transport.Pace;
import apex.spi.transport.Probe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The backend's connection: each acquired leg is a stream whose response the test writes when it likes. */
public final class MuxBackend implements Connector {
    private final List<Need> needs = new ArrayList<>();
    private final List<Stream> streams = new ArrayList<>();
    private final Deque<Acquirer> waiting = new ArrayDeque<>();
    private Reason refusal;
    private boolean slow;
    private boolean scarce;
    private boolean reused;
    private int probeStatus;

    /** A backend that takes every stream at once. */
    public MuxBackend() {}

    /** Refuses streams from now on, with this reason. */
    public MuxBackend refuse(Reason reason) {
        refusal = reason;
        return this;
    }

    /** Takes streams only when {@link #admit} is called. */
    public MuxBackend slow() {
        slow = true;
        return this;
    }

    /** Says from now on that connections are scarce. */
    public MuxBackend scarce() {
        scarce = true;
        return this;
    }

    /** Says of each leg that its connection was used before, unless a fresh one is asked for. */
    public MuxBackend reused() {
        reused = true;
        return this;
    }

    /** Answers probes with this status. */
    public void probeStatus(int status) {
        probeStatus = status;
    }

    /** Takes the stream that waits longest. */
    public void admit() {
        admit(waiting.remove(), false);
    }

    /** Takes the stream that waits longest, with its window exhausted. */
    public void admitFull() {
        Acquirer acquirer = waiting.remove();
        Stream stream = new Stream(acquirer);
        stream.fill();
        streams.add(stream);
        acquirer.acquired(stream, false);
    }

    /** How many wait. */
    public int waiting() {
        return waiting.size();
    }

    private void admit(Acquirer acquirer, boolean fresh) {
        Stream stream = new Stream(acquirer);
        streams.add(stream);
        acquirer.acquired(stream, reused && !fresh);
    }

    @Override
    public void acquire(Loop loop, Acquirer acquirer, Need need) {
        needs.add(need);
        if (refusal != null) {
            acquirer.failed(refusal, true);
        } else if (slow) {
            waiting.add(acquirer);
        } else {
            admit(acquirer, need == Need.FRESH);
        }
    }

    @Override
    public boolean isScarce() {
        return scarce;
    }

    @Override
    public void cancel(Loop loop, Acquirer acquirer) {
        waiting.remove(acquirer);
    }

    @Override
    public void probe(Loop loop, Probe probe) {
        probe.done(probeStatus, probeStatus == 0 ? "refused" : "");
    }

    @Override
    public void close() {}

    /** The stream that was acquired as number {@code index}, from 0. */
    public Stream stream(int index) {
        return streams.get(index);
    }

    /** What was asked for so far. */
    public List<Need> needs() {
        return needs;
    }

    /** How many streams were acquired so far. */
    public int streams() {
        return streams.size();
    }

    /** One stream, as the backend sees it, and the kernel's leg to it. */
    public static final class Stream implements Leg<RequestHead> {
        private final Acquirer handler;
        private final ResponseHead response = new ResponseHead();
        private final StringBuilder body = new StringBuilder();
        private final Deque<Runnable> held = new ArrayDeque<>();
        private final ArenaSlab arenas = new ArenaSlab();
        private String target;
        private String fieldLines;
        private String upgrade;
        private boolean requestEnded;
        private boolean paused;
        private int pauses;
        private boolean full;
        private Reason aborted;

        private Stream(Acquirer handler) {
            this.handler = handler;
        }

        @Override
        public void head(RequestHead head, boolean last) {
            target = head.methodText() + " " + head.target();
            fieldLines = MuxClient.lines(head.fields());
            upgrade = head.upgrade().toString();
            requestEnded = last;
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
            requestEnded = true;
        }

        @Override
        public void pause() {
            paused = true;
            pauses++;
        }

        @Override
        public void resume() {
            paused = false;
            deliver();
        }

        @Override
        public void abort(Reason reason) {
            aborted = reason;
            held.clear();
        }

        /** Sends a head; {@code fields} are names and values in turn. */
        public Stream respond(int status, boolean last, String... fields) {
            held.add(() -> {
                response.close();
                response.arena().open(arenas);
                response.status(status);
                response.contentLength(last ? 0 : ResponseHead.UNKNOWN_LENGTH);
                for (int i = 0; i < fields.length; i += 2) {
                    response.fields().add(Text.of(fields[i]), Text.of(fields[i + 1]));
                }
                handler.head(response, last);
                if (last) {
                    response.close();
                }
            });
            deliver();
            return this;
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

        /** Ends the response, with trailers if there are names and values. */
        public Stream finish(String... trailers) {
            held.add(() -> {
                handler.end(trailers.length == 0 ? null : fieldsOf(trailers));
                response.close();
            });
            deliver();
            return this;
        }

        /** Fails: what a reset or a lost connection is to the kernel. */
        public void fail(Reason reason, boolean replayable) {
            handler.failed(reason, replayable);
        }

        /** What is demanded of the client for whom it is; null when it is over. */
        public Pace pace() {
            return handler.pace();
        }

        /** Loses its connection before anything of the request was sent. */
        public void lose(Reason reason) {
            handler.unsent(reason);
        }

        /** Makes the next chunk of the request find the window exhausted. */
        public void fill() {
            full = true;
        }

        /** Opens the window again. */
        public void drain() {
            full = false;
            handler.drained();
        }

        private void deliver() {
            while (!paused && aborted == null && !held.isEmpty()) {
                held.poll().run();
            }
        }

        private Fields fieldsOf(String... pairs) {
            Arena arena = new Arena();
            arena.open(arenas);
            Fields fields = new Fields(arena);
            for (int i = 0; i < pairs.length; i += 2) {
                fields.add(Text.of(pairs[i]), Text.of(pairs[i + 1]));
            }
            return fields;
        }

        /** Method and target of the request. */
        public String target() {
            return target;
        }

        /** The protocol that the request asks to switch to, empty for none. */
        public String upgrade() {
            return upgrade;
        }

        /** The request's fields, a line for each. */
        public String fields() {
            return fieldLines;
        }

        /** The request's body so far. */
        public String body() {
            return body.toString();
        }

        /** Whether the request has come in whole. */
        public boolean isRequestEnded() {
            return requestEnded;
        }

        /** Why the kernel aborted, or null. */
        public Reason aborted() {
            return aborted;
        }

        /** How often the kernel has said that it wants no more, other than by its answer to a chunk. */
        public int pauses() {
            return pauses;
        }

        /** Whether the kernel has stopped the response. */
        public boolean isPaused() {
            return paused;
        }
    }
}
