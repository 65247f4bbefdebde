package apex.bench.lookup;

import apex.bench.figures.Cores;
import apex.bench.figures.Programs;
import apex.bench.parts.BenchProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What it took to find the route of a request among 10,000, in one process.
 *
 * @param nanos of one call, the mean
 * @param coreBusy the share of the time in which its core worked for anybody, 0 to 1
 * @param ownShare the share in which its core worked for it, 0 to 1
 * @param stolen the share that the hypervisor took of its core, 0 to 1
 */
public record Lookup(double nanos, double coreBusy, double ownShare, double stolen) {
    static final String WORD = "lookup";
    private static final Pattern LINE = Pattern.compile("(?m)^" + WORD
            + " (?<nanos>[0-9.]+) ns busy (?<busy>[0-9.]+) own (?<own>[0-9.]+) stolen (?<stolen>[0-9.]+)\\s*$");

    /** What is looked for. */
    public enum Kind {
        /** One of 10,000 hosts with a route each. */
        HOST,
        /** One of 10,000 path prefixes of one host. */
        PATH,
        /** A path that none of 10,000 prefixes takes. */
        NONE;

        /** The name of its benchmark. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Measures on the proxies' core, in a process of its own.
     *
     * @throws IOException when that process says no figure; the message has what it says instead
     */
    public static Lookup measure(Kind kind, Cores cores) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(cores.prefix());
        command.addAll(BenchProcess.command(
                LookupRun.class, List.of(), List.of(kind.word(), Integer.toString(cores.proxy()))));
        return parse(Programs.output(command));
    }

    static Lookup parse(String output) throws IOException {
        Matcher line = LINE.matcher(output);
        if (!line.find()) {
            throw new IOException(
                    "look-up: \"" + output.strip() + "\" (expected: " + WORD + " N ns busy N own N stolen N)");
        }
        return new Lookup(
                Double.parseDouble(line.group("nanos")),
                Double.parseDouble(line.group("busy")),
                Double.parseDouble(line.group("own")),
                Double.parseDouble(line.group("stolen")));
    }
}
