package apex.app.admin;

import apex.app.config.AdminSettings;
import apex.kernel.metrics.MetricFamily;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The admin listener in the life of a process: an address that was asked for is bound before anything is started, and has to be free;
 * the one that nobody has asked for is tried last, and done without when it is taken.
 */
public final class AdminListener implements AutoCloseable {
    private final AdminSettings settings;
    private final ProcessMetrics process;
    private volatile Supplier<List<MetricFamily>> gateway = List::of;
    private AdminServer server;

    private AdminListener(AdminSettings settings, ProcessMetrics process) {
        this.settings = settings;
        this.process = process;
    }

    /**
     * Binds the address that the configuration asks for, if any.
     *
     * @throws IOException when it cannot be bound
     */
    public static AdminListener open(AdminSettings settings, ProcessMetrics process) throws IOException {
        AdminListener listener = new AdminListener(settings, process);
        if (settings.enabled() && !settings.isDefault()) {
            listener.bind();
        }
        return listener;
    }

    private void bind() throws IOException {
        server = AdminServer.start(settings.address(), this::read);
    }

    private List<MetricFamily> read() {
        List<MetricFamily> families = new ArrayList<>(process.read());
        families.addAll(gateway.get());
        return families;
    }

    /**
     * The gateway has been started.
     *
     * @param metrics reads its metrics
     * @return what people should know when there is no admin listener although there could be one
     */
    public Optional<String> serve(Supplier<List<MetricFamily>> metrics) {
        gateway = metrics;
        if (server == null && settings.enabled()) {
            try {
                bind();
            } catch (IOException e) {
                return Optional.of("admin: " + settings.text() + " cannot be bound (" + e.getMessage()
                        + "), so there are no /live, /ready and /metrics"
                        + " – give admin.listen a free port, or set admin.enabled = false");
            }
        }
        if (server != null) {
            server.ready();
        }
        return Optional.empty();
    }

    /** No more traffic should come, and why. */
    public void drain(String reason) {
        if (server != null) {
            server.unready(reason);
        }
    }

    /** Where it listens, if it does. */
    public Optional<InetSocketAddress> address() {
        return Optional.ofNullable(server).map(AdminServer::address);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
