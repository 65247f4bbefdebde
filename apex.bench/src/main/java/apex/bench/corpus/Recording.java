package apex.bench.corpus;

import java.util.List;

/**
 * What a backend got since it was asked last.
 *
 * @param messages complete requests, in the order in which they were complete
 * @param unfinished beginnings of requests whose connection ended, characters for bytes
 * @param waiting beginnings of requests whose connection is still open
 * @param garbled why a connection's bytes could not be read
 */
public record Recording(
        List<WireMessage> messages, List<String> unfinished, List<String> waiting, List<String> garbled) {
    /** Copies the lists. */
    public Recording {
        messages = List.copyOf(messages);
        unfinished = List.copyOf(unfinished);
        waiting = List.copyOf(waiting);
        garbled = List.copyOf(garbled);
    }
}
