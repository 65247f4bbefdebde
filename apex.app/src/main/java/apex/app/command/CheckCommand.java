package apex.app.command;

import apex.app.config.Reading;
import apex.app.toml.TomlConfigReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code apex check}: all that run would refuse, at once, without opening a port. */
@Command(name = "check", description = "Check configuration and plugins as run would, without opening a port.")
final class CheckCommand implements Callable<Integer> {
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
            defaultValue = "apex.toml",
            description = "The configuration (default: apex.toml).")
    Path config;

    @Override
    public Integer call() {
        CommandLine self = spec.commandLine();
        Reading reading = TomlConfigReader.read(config);
        try (Preparation preparation = Preparation.toCheck(reading, options)) {
            preparation.warnings().forEach(warning -> self.getErr().println("warning: " + warning));
            self.getErr().flush();
            if (!preparation.problems().isEmpty()) {
                return Exit.failed(self.getErr(), preparation.problems(), config + " would not start");
            }
            self.getOut().println(config + ": ok: " + Announcement.summary(preparation));
            self.getOut().flush();
            return Exit.OK;
        }
    }
}
