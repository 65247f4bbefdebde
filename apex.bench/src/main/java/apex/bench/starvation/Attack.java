package apex.bench.starvation;

import java.util.ArrayList;
import java.util.List;

/** What slowhttptest does to a server. */
enum Attack {
    /** Heads that never end. */
    HEADERS("slowloris", "-H", "/"),
    /** Bodies that never end. */
    BODY("slow body", "-B", "/"),
    /** Range fields with thousands of overlapping parts. */
    RANGE("range", "-R", "/"),
    /** Large responses that are read by a few bytes at a time. */
    READ("slow read", "-X", "/large");

    private static final String DATA_SECONDS = "2";
    private static final String PROBE_SECONDS = "3";

    private final String words;
    private final String mode;
    private final String path;

    Attack(String words, String mode, String path) {
        this.words = words;
        this.mode = mode;
        this.path = path;
    }

    /** For the report. */
    String words() {
        return words;
    }

    /** The arguments against {@code server}, such as {@code http://127.0.0.1:8080}. */
    List<String> arguments(String server, int connections, int perSecond, int seconds) {
        List<String> arguments = new ArrayList<>(List.of(mode, "-u", server + path));
        arguments.addAll(List.of("-c", Integer.toString(connections), "-r", Integer.toString(perSecond)));
        arguments.addAll(List.of("-l", Integer.toString(seconds), "-p", PROBE_SECONDS));
        switch (this) {
            case HEADERS, BODY -> arguments.addAll(List.of("-i", DATA_SECONDS, "-x", "24", "-s", "8192"));
            // The origin knows nothing of HEAD, which is what the tool would say by itself.
            case RANGE -> arguments.addAll(List.of("-i", DATA_SECONDS, "-t", "GET"));
            case READ -> arguments.addAll(List.of("-n", "1", "-w", "512", "-y", "1024", "-z", "32"));
        }
        return arguments;
    }
}
