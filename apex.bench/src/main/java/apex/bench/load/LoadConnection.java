package apex.bench.load;

import apex.bench.message.MessageReader;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection of a run: sends, waits, sends again, and opens itself anew when it was lost. */
final class LoadConnection {
    /** Where a connection tells what became of its requests, and gets what all connections share. */
    interface Run {
        void completed(int status, long nanos);

        void failed(LoadError error);

        /** A buffer for reading, empty. */
        ByteBuffer buffer();

        /** A place of the same size, to look at what was read. */
        byte[] bytes();

        void received(int count);
    }

    private final LoadPlan plan;
    private final Run run;
    private final ByteBuffer request;
    private MessageReader reader;
    private SocketChannel channel;
    private SelectionKey key;
    private long since;

    LoadConnection(LoadPlan plan, Run run) {
        this.plan = plan;
        this.run = run;
        request = ByteBuffer.allocateDirect(plan.request().length).put(plan.request());
    }

    boolean isOpen() {
        return channel != null;
    }

    void open(Selector selector, long now) {
        since = now;
        reader = MessageReader.ofResponses();
        try {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (channel.connect(plan.target())) {
                key = channel.register(selector, SelectionKey.OP_READ, this);
                begin(now);
            } else {
                key = channel.register(selector, SelectionKey.OP_CONNECT, this);
            }
        } catch (IOException _) {
            fail(LoadError.CONNECT);
        }
    }

    /** Gives up on what takes too long. */
    void checkTime(long now) {
        if (isOpen() && now - since > plan.timeout().toNanos()) {
            fail(LoadError.TIMEOUT);
        }
    }

    void ready() {
        if (key.isConnectable()) {
            finishConnect();
            return;
        }
        try {
            if (key.isWritable()) {
                write();
            }
            if (key.isReadable()) {
                read();
            }
        } catch (IOException _) {
            fail(LoadError.BROKEN);
        }
    }

    void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException _) {
                // It is gone either way.
            }
            channel = null;
        }
    }

    private void finishConnect() {
        try {
            channel.finishConnect();
        } catch (IOException _) {
            fail(LoadError.CONNECT);
            return;
        }
        try {
            key.interestOps(SelectionKey.OP_READ);
            begin(System.nanoTime());
        } catch (IOException _) {
            fail(LoadError.BROKEN);
        }
    }

    private void begin(long now) throws IOException {
        since = now;
        request.rewind();
        write();
    }

    private void write() throws IOException {
        channel.write(request);
        int wanted = request.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    private void read() throws IOException {
        ByteBuffer buffer = run.buffer();
        int count = channel.read(buffer);
        if (count < 0) {
            ended();
            return;
        }
        run.received(count);
        byte[] bytes = run.bytes();
        buffer.flip().get(bytes, 0, count);
        int end = reader.read(bytes, 0, count);
        if (reader.isMalformed() || end < count || reader.isDone() && request.hasRemaining()) {
            fail(LoadError.MALFORMED);
        } else if (reader.isDone()) {
            long now = System.nanoTime();
            run.completed(reader.status(), now - since);
            if (reader.isPersistent()) {
                begin(now);
            } else {
                reopen();
            }
        }
    }

    private void reopen() {
        Selector selector = key.selector();
        close();
        open(selector, System.nanoTime());
    }

    private void ended() {
        if (reader.endsAtClose()) {
            run.completed(reader.status(), System.nanoTime() - since);
            reopen();
        } else {
            fail(LoadError.CLOSED);
        }
    }

    private void fail(LoadError error) {
        close();
        run.failed(error);
    }
}
