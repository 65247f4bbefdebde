package apex.app.command;

import apex.app.config.AppConfig;
import apex.app.config.AppSettings;
import apex.app.section.LogLevel;
import apex.net.loop.TransportChoice;
import apex.spi.settings.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that run and check share; what is given here wins over the configuration. */
final class ProcessOptions {
    private static final Place COMMAND_LINE = new Place("command line", 0, 0);

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "Take plugins from this folder; may be repeated"
                    + " (default: plugins beside the distribution and in the working directory).")
    List<Path> plugins = new ArrayList<>();

    @Option(names = "--io", paramLabel = "IO", description = "auto, io_uring, epoll or nio; wins over server.io.")
    TransportChoice io;

    @Option(names = "--log-level", paramLabel = "LEVEL", description = "trace, debug, info, warn or error.")
    LogLevel logLevel;

    private Integer workers;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Event loops, 0 for one per core; wins over server.workers.")
    void workers(int number) {
        if (number < 0 || number > 1024) {
            throw new ParameterException(spec.commandLine(), "--workers: " + number + " (expected: 0 to 1024)");
        }
        workers = number;
    }

    /** The configuration with these options in the place of what it says itself. */
    AppConfig over(AppConfig config) {
        AppSettings own = config.settings();
        AppSettings merged = new AppSettings(
                workers == null ? own.workers() : workers,
                io == null ? own.io() : io,
                io == null ? own.ioPlace() : COMMAND_LINE,
                logLevel == null ? own.logLevel() : logLevel,
                own.drainTimeout(),
                own.memoryBytes(),
                own.admin());
        return new AppConfig(config.gateway(), merged);
    }
}
