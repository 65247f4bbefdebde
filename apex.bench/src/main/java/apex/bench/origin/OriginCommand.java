package apex.bench.origin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code apex bench origin}. */
@Command(
        name = "origin",
        description = "Answer every request with the same 200, fast enough not to be what is measured.",
        mixinStandardHelpOptions = true)
public final class OriginCommand implements Callable<Integer> {
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]*):(\\d{1,5})");
    private static final int LARGEST_BODY = 64 * 1024 * 1024;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--listen",
            paramLabel = "ADDR",
            defaultValue = "127.0.0.1:0",
            description = "host:port, port 0 for any (default: 127.0.0.1:0).")
    private String listen;

    @Option(
            names = "--body",
            paramLabel = "BYTES",
            defaultValue = "128",
            description = "Length of the body (default: 128).")
    private int body;

    /** A command that picocli fills in. */
    public OriginCommand() {
        // Fields are set by their annotations.
    }

    /** Serves until the process is ended. */
    @Override
    public Integer call() throws InterruptedException {
        if (body < 0 || body > LARGEST_BODY) {
            throw refused("--body: " + body + " (expected: 0 to " + LARGEST_BODY + ")");
        }
        try (Origin origin = Origin.start(address(), body)) {
            InetSocketAddress address = origin.address();
            String host = address.getAddress().getHostAddress();
            spec.commandLine()
                    .getOut()
                    .println("listening: http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                            + address.getPort());
            origin.join();
            return 0;
        } catch (IOException e) {
            throw refused("--listen: " + e.getMessage());
        }
    }

    private InetSocketAddress address() {
        Matcher matcher = ADDRESS.matcher(listen);
        int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : -1;
        if (port < 0 || port > 65_535) {
            throw refused("--listen: \"" + listen + "\" (expected: host:port, for example 127.0.0.1:9000)");
        }
        String host = matcher.group(1).replaceAll("[\\[\\]]", "");
        return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
