package apex.bench.origin;

import apex.bench.message.MessageReader;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One client of the origin. While it owes responses that the client does not take, it reads nothing. */
final class OriginConnection {
    private final SocketChannel channel;
    private final Origin.Responses responses;
    private final MessageReader reader = MessageReader.ofRequests();
    private SelectionKey key;
    private long owed;
    private boolean last;

    private OriginConnection(SocketChannel channel, Origin.Responses responses) {
        this.channel = channel;
        this.responses = responses;
    }

    static void open(SocketChannel channel, Selector selector, Origin.Responses responses) throws IOException {
        OriginConnection connection = new OriginConnection(channel, responses);
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        connection.key = channel.register(selector, SelectionKey.OP_READ, connection);
    }

    void ready() {
        try {
            if (key.isReadable()) {
                read();
            }
            write();
        } catch (IOException _) {
            close();
        }
    }

    private void read() throws IOException {
        ByteBuffer in = responses.in.clear();
        int count = channel.read(in);
        if (count < 0) {
            last = true;
            return;
        }
        byte[] bytes = responses.bytes;
        in.flip().get(bytes, 0, count);
        int at = 0;
        while (at < count && !last) {
            at = reader.read(bytes, at, count);
            if (reader.isDone()) {
                owed += responses.length();
                last = !reader.isPersistent();
            } else if (reader.isMalformed()) {
                last = true;
            }
        }
    }

    private void write() throws IOException {
        while (owed > 0) {
            int written = channel.write(responses.next(owed));
            owed -= written;
            if (written == 0) {
                break;
            }
        }
        if (owed == 0 && last) {
            close();
            return;
        }
        int wanted = owed > 0 ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }
}
