package apex.bench.corpus;

import java.util.List;
import java.util.Locale;

/**
 * What a backend sends as its answer, and what the client has to see.
 *
 * @param name file name below the folder of responses, without its ending
 * @param title one line that says what is special
 * @param source where it comes from
 * @param method of the request that is answered
 * @param bytes what the backend sends when it has read the request
 * @param late what it sends when the client has its answer; empty for nothing
 * @param then what the backend does behind the bytes
 * @param outcome what the client sees
 * @param status of what the client sees
 * @param detail the body, or of a refusal the reason; characters for bytes
 * @param with field lines that the client gets
 * @param without names of fields that the client does not get
 * @param isDropped whether the gateway has to end its connection to the backend
 */
public record ResponseCase(
        String name,
        String title,
        String source,
        String method,
        byte[] bytes,
        byte[] late,
        Then then,
        Outcome outcome,
        int status,
        String detail,
        List<String> with,
        List<String> without,
        boolean isDropped) {
    /** What the backend does behind its bytes. */
    public enum Then {
        /** It waits for another request. */
        KEEP,
        /** It closes. */
        CLOSE,
        /** It resets the connection. */
        RESET
    }

    /** What the client sees. */
    public enum Outcome {
        /** Exactly this status and body. */
        ANSWER,
        /** An error of the gateway's own. */
        REFUSED,
        /** A response that visibly ends too early, with a part of this body at most, or the error in its place. */
        CUT
    }

    private static final List<String> KEYS =
            List.of("title", "source", "method", "then", "expect", "with", "without", "backend");
    private static final String LATE = "late";

    /** Copies the lists. */
    public ResponseCase {
        with = List.copyOf(with);
        without = List.copyOf(without);
    }

    /** Reads the text of a file. */
    static ResponseCase of(String name, String file, String text) throws CorpusException {
        CaseText parts = CaseText.of(file, text);
        parts.allow(KEYS, List.of(CaseText.MAIN, LATE));
        String[] expect = parts.value("expect").split(" ", 3);
        Outcome outcome = constant(Outcome.class, file, "expect", expect[0]);
        if (expect.length < 2
                || !expect[1].matches("[1-5][0-9][0-9]")
                || outcome == Outcome.REFUSED && expect.length < 3) {
            throw new CorpusException(
                    file,
                    "expect: " + String.join(" ", expect)
                            + " (expected: answer STATUS BODY, refused STATUS REASON, or cut STATUS BODY)");
        }
        String backend = parts.value("backend", "kept");
        if (!backend.equals("kept") && !backend.equals("dropped")) {
            throw new CorpusException(file, "backend: " + backend + " (expected: kept or dropped)");
        }
        return new ResponseCase(
                name,
                parts.value("title"),
                parts.value("source"),
                parts.value("method", "GET"),
                parts.section(CaseText.MAIN),
                parts.section(LATE),
                constant(Then.class, file, "then", parts.value("then", "keep")),
                outcome,
                Integer.parseInt(expect[1]),
                expect.length > 2 ? Notation.text(file, expect[2]) : "",
                values(parts, "with"),
                values(parts, "without"),
                backend.equals("dropped"));
    }

    private static List<String> values(CaseText parts, String key) {
        return parts.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .map(CaseText.Entry::value)
                .toList();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String file, String key, String word)
            throws CorpusException {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                return constant;
            }
        }
        List<String> names = List.of(type.getEnumConstants()).stream()
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        throw new CorpusException(file, key + ": \"" + word + "\" (expected: one of " + names + ")");
    }
}
