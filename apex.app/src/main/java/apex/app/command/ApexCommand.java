package apex.app.command;

import apex.app.process.Version;
import apex.app.section.LogLevel;
import apex.net.loop.TransportChoice;
import apex.spi.settings.Durations;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code apex} itself: the verbs, and the flags of the first Apex, which stand for them. */
@Command(
        name = "apex",
        header = "A reverse proxy: one file, one command, plugins as jars.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "apex run with nothing else starts a proxy that you can try at once."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all went well",
            "1:the configuration or the start failed",
            "2:the command line is wrong",
        },
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            EchoCommand.class,
            VersionCommand.class,
            CommandLine.HelpCommand.class
        })
public final class ApexCommand implements Callable<Integer> {
    private static final Pattern INVALID = Pattern.compile("^Invalid value for option '([^']+)': ");

    @Mixin
    HelpOption help;

    @Mixin
    Http2Option http2;

    @Spec
    CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "The same as: apex run --config FILE")
    Path config;

    @Option(names = "--check", description = "The same as: apex check --config FILE")
    boolean check;

    @Option(names = "--log-level", paramLabel = "LEVEL", description = "trace, debug, info, warn or error.")
    LogLevel logLevel;

    @Option(
            names = {"-V", "--version"},
            description = "The same as: apex version")
    boolean version;

    /** The command line, ready to execute; a test may set its writers first. */
    public static CommandLine commandLine() {
        return new CommandLine(new ApexCommand())
                .registerConverter(Duration.class, durations())
                .registerConverter(int.class, ApexCommand::integer)
                .registerConverter(LogLevel.class, words(LogLevel.values()))
                .registerConverter(TransportChoice.class, words(TransportChoice.values()))
                .setUsageHelpAutoWidth(true)
                .setExecutionStrategy(ApexCommand::execute)
                .setParameterExceptionHandler((e, _) -> usage(e));
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

    private static int integer(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"" + text + "\" (expected: an integer)");
        }
    }

    /** Constants as configurations write them, in lower case. */
    private static <E extends Enum<E>> ITypeConverter<E> words(E[] constants) {
        return text -> Arrays.stream(constants)
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("\"" + text + "\" (expected: "
                        + Arrays.stream(constants).map(ApexCommand::word).collect(Collectors.joining(", ")) + ")"));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static int execute(ParseResult parsed) {
        if (parsed.hasSubcommand() && !parsed.matchedOptions().isEmpty()) {
            String option = parsed.matchedOptions().getFirst().longestName();
            CommandLine verb = parsed.subcommand().commandSpec().commandLine();
            throw new ParameterException(
                    verb,
                    option + ": stands before " + verb.getCommandName() + " (expected: options after the command)");
        }
        return new RunLast().execute(parsed);
    }

    private static int usage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("apex: " + sentence(e));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("See " + command.getCommandSpec().qualifiedName() + " --help.");
        err.flush();
        return Exit.USAGE;
    }

    /** What is wrong: the argument, what was found, what is expected. */
    private static String sentence(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().getFirst();
            if (unmatched.isUnknownOption()) {
                return first + ": unknown option";
            }
            Set<String> verbs = e.getCommandLine().getSubcommands().keySet();
            return first
                    + (verbs.isEmpty()
                            ? ": an argument too many (expected: options only)"
                            : ": unknown command (expected: " + String.join(", ", verbs) + ")");
        }
        return INVALID.matcher(e.getMessage()).replaceFirst("$1: ");
    }

    /** The flags of the first Apex, or help. */
    @Override
    public Integer call() {
        CommandLine self = spec.commandLine();
        List<String> verb = new ArrayList<>();
        if (version) {
            verb.add("version");
        } else if (check || config != null || logLevel != null) {
            verb.add(check ? "check" : "run");
            if (config != null) {
                verb.addAll(List.of("--config", config.toString()));
            }
            if (logLevel != null) {
                verb.addAll(List.of("--log-level", word(logLevel)));
            }
        } else {
            self.getOut().println(Version.line());
            self.usage(self.getOut());
            return Exit.OK;
        }
        CommandLine other = commandLine().setOut(self.getOut()).setErr(self.getErr());
        return other.execute(verb.toArray(String[]::new));
    }
}
