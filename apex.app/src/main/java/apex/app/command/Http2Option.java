package apex.app.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --http2} of the first Apex: known, and refused rather than served as something else. */
final class Http2Option {
    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(names = "--http2", hidden = true)
    void refuse(boolean given) {
        if (given) {
            throw new ParameterException(
                    spec.commandLine(), "--http2: this version speaks HTTP/1.1 alone (expected: no --http2)");
        }
    }
}
