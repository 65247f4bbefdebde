package apex.bench;

import apex.bench.allocation.AllocationCommand;
import apex.bench.compare.CompareCommand;
import apex.bench.differential.DifferentialCommand;
import apex.bench.idle.IdleCommand;
import apex.bench.load.LoadCommand;
import apex.bench.origin.OriginCommand;
import apex.bench.paired.PairedCommand;
import apex.bench.parts.PartsCommand;
import apex.bench.sharing.SharingCommand;
import apex.bench.stale.StaleCommand;
import apex.bench.starvation.StarvationCommand;
import apex.spi.settings.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code apex bench}: one subcommand for each measurement. */
@Command(
        name = "apex bench",
        header = "Measurements of Apex, of its parts, and beside other proxies.",
        synopsisSubcommandLabel = "MEASUREMENT",
        footer = {"", "apex bench jmh runs the microbenchmarks by hand."},
        mixinStandardHelpOptions = true,
        subcommands = {
            LoadCommand.class,
            OriginCommand.class,
            CompareCommand.class,
            AllocationCommand.class,
            IdleCommand.class,
            DifferentialCommand.class,
            StaleCommand.class,
            PairedCommand.class,
            StarvationCommand.class,
            PartsCommand.class,
            SharingCommand.class,
        })
final class BenchCommand {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    /** The command line, ready to execute; a test may set its writers first. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new BenchCommand());
        return line.registerConverter(Duration.class, durations())
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, _) -> usage(e))
                .setExecutionExceptionHandler((e, command, _) -> failed(e, command));
    }

    private static ITypeConverter<Duration> durations() {
        return text -> {
            try {
                return Durations.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    private static int usage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("apex bench: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("See " + command.getCommandSpec().qualifiedName() + " --help.");
        err.flush();
        return USAGE;
    }

    private static int failed(Exception e, CommandLine command) {
        PrintWriter err = command.getErr();
        err.println("apex bench: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        err.flush();
        return FAILED;
    }
}
