package apex.app.echo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP/1.1 origin on virtual threads that answers every request alike. */
public final class EchoOrigin implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final HttpServer server;
    private final ExecutorService threads;
    private final EchoAnswer answer;

    private EchoOrigin(HttpServer server, ExecutorService threads, EchoAnswer answer) {
        this.server = server;
        this.threads = threads;
        this.answer = answer;
    }

    /**
     * An origin that is ready to answer.
     *
     * @param address port 0 for any free one
     * @throws IOException when the address cannot be bound
     */
    public static EchoOrigin start(InetSocketAddress address, EchoAnswer answer) throws IOException {
        // Read once by the JDK's server: without it small answers wait for the peer's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(address, BACKLOG);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        EchoOrigin origin = new EchoOrigin(server, threads, answer);
        server.setExecutor(threads);
        server.createContext("/", origin::handle);
        server.start();
        return origin;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!answer.delay().isZero()) {
                Thread.sleep(answer.delay());
            }
            if (answer.close()) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            if (answer.body() != null) {
                exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
                send(exchange, answer.bytes(), InputStream.nullInputStream(), answer.chunked());
                return;
            }
            boolean hasBody = exchange.getRequestHeaders().containsKey("Transfer-Encoding")
                    || exchange.getRequestHeaders().containsKey("Content-Length");
            send(exchange, head(exchange), exchange.getRequestBody(), answer.chunked() || hasBody);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, byte[] first, InputStream rest, boolean chunked) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (answer.isBodyless() || head || first.length == 0 && !chunked) {
            if (head && !chunked) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(first.length));
            }
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        // For this server a length of 0 means chunks and -1 means no body.
        exchange.sendResponseHeaders(answer.status(), chunked ? 0 : first.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(first);
            rest.transferTo(out);
        }
    }

    /** The request's head as it arrived, except that this server does not keep the order and case of the names. */
    private static byte[] head(HttpExchange exchange) {
        StringBuilder text = new StringBuilder();
        text.append(exchange.getRequestMethod())
                .append(' ')
                .append(exchange.getRequestURI())
                .append(' ')
                .append(exchange.getProtocol())
                .append('\n');
        exchange.getRequestHeaders()
                .forEach((name, values) -> values.forEach(
                        value -> text.append(name).append(": ").append(value).append('\n')));
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Stops at once; exchanges in flight are cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
