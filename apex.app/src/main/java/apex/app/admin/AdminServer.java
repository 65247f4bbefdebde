package apex.app.admin;

import apex.kernel.metrics.MetricFamily;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers {@code /live}, {@code /ready} and {@code /metrics} on the loopback interface, on virtual threads. */
final class AdminServer implements AutoCloseable {
    private static final int BACKLOG = 64;
    private static final String PATHS = "/live, /ready, /metrics";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Supplier<List<MetricFamily>> metrics;

    /** Why traffic should not come here now, null when it should. */
    private volatile String unready = "starting";

    private AdminServer(HttpServer server, Supplier<List<MetricFamily>> metrics) {
        this.server = server;
        this.metrics = metrics;
    }

    /**
     * Begins to answer; not ready yet.
     *
     * @param address on the loopback interface, port 0 for any free one
     * @param metrics reads what {@code /metrics} tells; called on any thread
     * @throws IOException when the address cannot be bound
     */
    static AdminServer start(InetSocketAddress address, Supplier<List<MetricFamily>> metrics) throws IOException {
        HttpServer http = HttpServer.create(address, BACKLOG);
        AdminServer server = new AdminServer(http, metrics);
        http.setExecutor(server.threads);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return server.getAddress();
    }

    /** Traffic may come. */
    void ready() {
        unready = null;
    }

    /** No more traffic should come, and why. */
    void unready(String reason) {
        unready = reason;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            AdminAnswer answer = answer(exchange);
            byte[] bytes = answer.bytes();
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            if (answer.status() == 405) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            }
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
                exchange.sendResponseHeaders(answer.status(), -1);
                return;
            }
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    private AdminAnswer answer(HttpExchange exchange) {
        if (!LoopbackHost.isMeant(exchange.getRequestHeaders().get("Host"))) {
            return AdminAnswer.plain(421, "the Host field has to be localhost or a loopback address");
        }
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return AdminAnswer.plain(405, "only GET and HEAD");
        }
        String reason = unready;
        return switch (exchange.getRequestURI().getRawPath()) {
            case "/live" -> AdminAnswer.plain(200, "live");
            case "/ready" -> AdminAnswer.plain(reason == null ? 200 : 503, reason == null ? "ready" : reason);
            case "/metrics" -> new AdminAnswer(200, PrometheusText.CONTENT_TYPE, PrometheusText.of(metrics.get()));
            default -> AdminAnswer.plain(404, "not here; there are " + PATHS);
        };
    }

    /** Stops at once. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
