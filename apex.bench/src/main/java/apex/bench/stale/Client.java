package apex.bench.stale;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client: takes the next request, sends it on its connection, thinks for a moment, until there are no more. */
final class Client {
    private static final Pattern REASON = Pattern.compile("\"reason\": *\"([^\"]*)\"");
    private static final int OK = 200;
    private static final int THINK_NANOS = 2_000_000;
    private static final int TIMEOUT_MILLIS = 30_000;

    private final InetSocketAddress gateway;
    private final AtomicInteger next;
    private final AtomicReferenceArray<Fate> fates;
    private final RandomGenerator random;
    private Socket socket;
    private MessageInput in;

    Client(InetSocketAddress gateway, AtomicInteger next, AtomicReferenceArray<Fate> fates, RandomGenerator random) {
        this.gateway = gateway;
        this.next = next;
        this.fates = fates;
        this.random = random;
    }

    /** Sends requests until all have been taken. */
    void run() {
        for (int id = next.getAndIncrement(); id < fates.length(); id = next.getAndIncrement()) {
            fates.set(id, ask(new Request(id)));
            if (random.nextBoolean()) {
                LockSupport.parkNanos(random.nextInt(THINK_NANOS));
            }
        }
        hangUp();
    }

    private Fate ask(Request request) {
        try {
            if (socket == null) {
                socket = new Socket(gateway.getAddress(), gateway.getPort());
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(TIMEOUT_MILLIS);
                in = new MessageInput(socket.getInputStream());
            }
            socket.getOutputStream().write(request.bytes());
            String line = in.head();
            if (line != null) {
                return read(request, line);
            }
        } catch (IOException _) {
            // No response, then.
        }
        hangUp();
        return Fate.NO_ANSWER;
    }

    private Fate read(Request request, String line) throws IOException {
        int status = Integer.parseInt(line.split(" ", -1)[1]);
        String id = in.field("X-Id");
        boolean last = in.field("Connection").equals("close");
        String body = in.body();
        if (last) {
            hangUp();
        }
        if (status == OK) {
            boolean own = id.equals(Integer.toString(request.id())) && body.equals(request.body());
            return new Fate(status, own, "");
        }
        Matcher reason = REASON.matcher(body);
        return new Fate(status, id.isEmpty(), reason.find() ? reason.group(1) : "");
    }

    private void hangUp() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException _) {
                // It is gone either way.
            }
            socket = null;
        }
    }
}
