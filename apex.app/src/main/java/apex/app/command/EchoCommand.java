package apex.app.command;

import apex.app.config.SocketName;
import apex.app.echo.EchoAnswer;
import apex.app.echo.EchoOrigin;
import apex.app.process.StopSignals;
import apex.spi.settings.Place;
import apex.spi.settings.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code apex echo}: an origin for trials. */
@Command(
        name = "echo",
        description = "Start an HTTP/1.1 origin for trials; it answers with the request unless told otherwise.")
final class EchoCommand implements Callable<Integer> {
    @Mixin
    HelpOption help;

    @Spec
    CommandSpec spec;

    @Option(
            names = "--listen",
            paramLabel = "ADDR",
            defaultValue = "127.0.0.1:9000",
            description = "host:port or :port, 0 for any free port (default: 127.0.0.1:9000).")
    String listen;

    @Option(names = "--body", paramLabel = "TEXT", description = "Answer with this text.")
    String body;

    @Option(names = "--reflect", description = "Answer with the request itself, which is the default.")
    boolean reflect;

    @Option(
            names = "--status",
            paramLabel = "N",
            defaultValue = "200",
            description = "Status from 200 to 599 (default: 200).")
    int status;

    @Option(
            names = "--delay",
            paramLabel = "TIME",
            defaultValue = "0ms",
            description = "Wait before each answer, for example 250ms.")
    Duration delay;

    @Option(names = "--chunked", description = "Send the body in chunks instead of with a length.")
    boolean chunked;

    @Option(names = "--close", description = "End the connection after each answer.")
    boolean close;

    @Override
    public Integer call() throws InterruptedException {
        InetSocketAddress address = address();
        if (status < 200 || status > 599) {
            throw usage("--status: " + status + " (expected: 200 to 599)");
        }
        if (reflect && body != null) {
            throw usage("--reflect: not with --body (expected: one of the two)");
        }
        EchoAnswer answer = new EchoAnswer(status, body, delay, chunked, close);
        PrintWriter err = spec.commandLine().getErr();
        try (StopSignals signals = StopSignals.install(
                        err::println, () -> Runtime.getRuntime().halt(Exit.FAILED));
                EchoOrigin origin = EchoOrigin.start(address, answer)) {
            String url = Announcement.url(origin.address());
            err.println("echo origin: " + url);
            err.println("try: curl -i " + url + "/");
            err.flush();
            signals.await();
            return Exit.OK;
        } catch (IOException e) {
            Problem problem = new Problem(
                    new Place("--listen", 0, 0),
                    listen + ": " + e.getMessage() + " (expected: an address that is free)",
                    "0 as the port takes any free one");
            return Exit.failed(err, List.of(problem), "nothing was started");
        }
    }

    private InetSocketAddress address() {
        SocketName.flaw(listen).ifPresent(flaw -> {
            throw usage("--listen: " + flaw);
        });
        if (listen.startsWith("unix:")) {
            throw usage("--listen: \"" + listen + "\" (expected: host:port)");
        }
        int colon = listen.lastIndexOf(':');
        int port = Integer.parseInt(listen.substring(colon + 1));
        return colon == 0 ? new InetSocketAddress(port) : new InetSocketAddress(listen.substring(0, colon), port);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
