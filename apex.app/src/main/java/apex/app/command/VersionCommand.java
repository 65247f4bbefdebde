package apex.app.command;

import apex.app.process.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code apex version}. */
@Command(name = "version", description = "Say which Apex this is, and on which JDK and system it runs.")
final class VersionCommand implements Callable<Integer> {
    @Mixin
    HelpOption help;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(Version.report());
        spec.commandLine().getOut().flush();
        return Exit.OK;
    }
}
