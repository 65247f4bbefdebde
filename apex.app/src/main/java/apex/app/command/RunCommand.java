package apex.app.command;

import apex.app.config.CommandLineConfig;
import apex.app.config.Reading;
import apex.app.echo.EchoAnswer;
import apex.app.echo.EchoOrigin;
import apex.app.toml.TomlConfigReader;
import apex.spi.settings.Place;
import apex.spi.settings.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code apex run}: the gateway, from a file, from one line, or with an origin of its own to try it. */
@Command(
        name = "run",
        description = "Start the gateway. Without --config and --to it starts an origin of its own, to try it at once.",
        footer = {
            "",
            "TERM and INT stop it: no new connections, exchanges in flight are",
            "finished within the drain time, exit code 0. A second signal ends it",
            "at once."
        })
final class RunCommand implements Callable<Integer> {
    private static final String HERE = "127.0.0.1:8080";

    /** The file that check takes when none is named. */
    private static final String HABIT = "apex.toml";

    @Mixin
    HelpOption help;

    @Mixin
    Http2Option http2;

    @Mixin
    ProcessOptions options;

    @Spec
    CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration, see apex.toml of the distribution.")
    Path config;

    @Option(
            names = "--to",
            paramLabel = "URL",
            description = "Send everything to this backend: http://host:port or unix:/path.")
    String to;

    @Option(
            names = "--from",
            paramLabel = "ADDR",
            description = "Listen here: host:port, :port, [v6]:port or unix:/path (default: " + HERE + ").")
    String from;

    @Option(
            names = "--drain",
            paramLabel = "TIME",
            description = "How long a stop waits for exchanges in flight (default: server.drain_timeout, 30s).")
    Duration drain;

    @Override
    public Integer call() throws InterruptedException {
        if (config != null && to != null) {
            throw new ParameterException(spec.commandLine(), "--to: not with --config (expected: one of the two)");
        }
        if (config != null && from != null) {
            throw new ParameterException(
                    spec.commandLine(), "--from: not with --config (expected: server.listen in " + config + ")");
        }
        if (config != null) {
            return start(TomlConfigReader.read(config));
        }
        String listen = from == null ? HERE : from;
        if (to != null) {
            return start(CommandLineConfig.of(listen, to));
        }
        if (Files.exists(Path.of(HABIT))) {
            err().println("note: " + HABIT + " is here and not used; start with it by: apex run --config " + HABIT);
        }
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (EchoOrigin origin = EchoOrigin.start(anyPort, EchoAnswer.REFLECT)) {
            return start(CommandLineConfig.of(listen, Announcement.url(origin.address())));
        } catch (IOException e) {
            Problem problem = new Problem(new Place("echo origin", 0, 0), "cannot be started: " + e.getMessage());
            return Exit.failed(err(), List.of(problem), "nothing was started");
        }
    }

    private int start(Reading reading) throws InterruptedException {
        try (Preparation preparation = Preparation.toRun(reading, options)) {
            preparation.warnings().forEach(warning -> err().println("warning: " + warning));
            if (!preparation.problems().isEmpty()) {
                return Exit.failed(err(), preparation.problems(), "nothing was started");
            }
            Duration configured = preparation.config().settings().drainTimeout();
            return new GatewayRun(err(), preparation, drain == null ? configured : drain).untilStopped();
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
