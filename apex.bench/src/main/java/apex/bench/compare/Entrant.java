package apex.bench.compare;

import apex.bench.figures.Contender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One who takes part.
 *
 * @param kind what it is
 * @param name for reports
 * @param io Apex's kind of sockets, empty for all others
 * @param program what is started
 * @param version as the program says it
 */
record Entrant(ProxyKind kind, String name, String io, Path program, String version) {
    /** How it is started for a workload; {@code connections} are the clients'. */
    Contender contender(Workload workload, int connections) throws IOException {
        Set<String> features = new HashSet<>(workload.features());
        features.addAll(kind.features());
        if (workload.routes() > 0) {
            features.add("routes");
        }
        Map<String, String> known = Map.of(
                "io",
                io,
                "pool",
                Integer.toString(workload.pool(connections)),
                "limit",
                Integer.toString(workload.limit()));
        Map<String, String> files = new HashMap<>();
        for (String template : kind.templates()) {
            files.put(template, Contender.fill(Template.resource(template).render(features, workload.routes()), known));
        }
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(kind.arguments());
        Map<String, String> environment = new HashMap<>(kind.environment());
        if (kind == ProxyKind.APEX) {
            // The source tree's start script must not begin a build in the midst of a measurement.
            environment.put("APEX_NO_BUILD", "1");
        }
        return new Contender(name, version, files, command, environment);
    }
}
