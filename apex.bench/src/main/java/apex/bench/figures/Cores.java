package apex.bench.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Which cores do what.
 *
 * @param taskset the program that binds processes to cores
 * @param proxy the core of the proxies
 * @param load the core of load and origin, and of this process
 */
public record Cores(Path taskset, int proxy, int load) {
    /** What a command is put behind so that it runs on the proxies' core. */
    public List<String> prefix() {
        return List.of(taskset.toString(), "-c", Integer.toString(proxy));
    }

    /** Binds this process, with all the threads that it has and will have, to the core of the load. */
    public void bindThisProcess() throws IOException, InterruptedException {
        String pid = Long.toString(ProcessHandle.current().pid());
        String output = Programs.output(List.of(taskset.toString(), "-acp", Integer.toString(load), pid));
        if (!output.contains("affinity")) {
            throw new IOException("core " + load + ": this process cannot be bound to it: " + output.strip());
        }
    }
}
