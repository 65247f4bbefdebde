package apex.bench.differential;

import apex.bench.corpus.Recording;
import apex.bench.corpus.WireMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * What a proxy made of a case.
 *
 * @param forwarded the requests that the backend got, complete and readable strictly
 * @param doubtful what the backend got beyond that: bytes that could be read in two ways
 * @param answers the statuses of what the client got
 * @param isClosed whether the proxy ended the connection
 */
record Outcome(List<WireMessage> forwarded, List<String> doubtful, List<Integer> answers, boolean isClosed) {
    private static final int FIRST_ERROR = 400;

    /** Copies the lists. */
    Outcome {
        forwarded = List.copyOf(forwarded);
        doubtful = List.copyOf(doubtful);
        answers = List.copyOf(answers);
    }

    /** Of what was recorded, but for requests with the target {@code marker}. */
    static Outcome of(Recording recording, String marker, List<Integer> answers, boolean isClosed) {
        List<WireMessage> messages = recording.messages().stream()
                .filter(message -> !message.target().equals(marker))
                .toList();
        return new Outcome(messages, recording.garbled(), answers, isClosed);
    }

    /** Whether the proxy itself answered something with an error, or ended the connection without an answer. */
    boolean isRefused() {
        return refusal() != 0 || isClosed && answers.isEmpty();
    }

    /** Everything that reached the backend as a request. */
    int count() {
        return forwarded.size() + doubtful.size();
    }

    /** Whether this forwards what {@code other} refuses. */
    boolean isLaxerThan(Outcome other) {
        return count() > other.count() && other.isRefused();
    }

    /** For the table: what was forwarded, and how it ended. */
    String words() {
        List<String> words = new ArrayList<>();
        for (WireMessage message : forwarded) {
            words.add(message.method() + " " + shortened(message.target()) + " "
                    + switch (message.framing()) {
                        case NONE -> "-";
                        case LENGTH, UNTIL_CLOSE -> Integer.toString(message.body().length);
                        case CHUNKED -> "chunked " + message.body().length;
                    });
        }
        doubtful.forEach(_ -> words.add("IN DOUBT"));
        if (refusal() != 0) {
            words.add("refused " + refusal());
        } else if (words.isEmpty()) {
            words.add(isClosed ? "closed" : "nothing yet");
        }
        return words.size() > 3 ? words.size() + " messages" : String.join(", ", words);
    }

    /** The status of the proxy's own error, or 0: the backend answers with 200 only. */
    private int refusal() {
        return answers.stream()
                .filter(status -> status >= FIRST_ERROR)
                .findFirst()
                .orElse(0);
    }

    private static String shortened(String target) {
        return target.length() <= 24 ? target : target.substring(0, 21) + "...";
    }
}
