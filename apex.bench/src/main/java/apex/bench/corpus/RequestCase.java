package apex.bench.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * What a client sends, and what has to become of it.
 *
 * @param name file name below the folder of requests, without its ending
 * @param title one line that says what is special
 * @param source where it comes from: RFC section, CVE, paper
 * @param forwarded the messages that reach the backend, in this order
 * @param ending what becomes of the rest
 * @param status of the answer to the rest, or 0 for a connection that ends without an answer
 * @param reason of the answer to the rest, as the error body has it, or empty
 * @param bytes what is sent
 */
public record RequestCase(
        String name,
        String title,
        String source,
        List<ExpectedMessage> forwarded,
        Ending ending,
        int status,
        String reason,
        byte[] bytes) {
    private static final List<String> KEYS = List.of("title", "source", "expect", "with", "without");

    /** Copies the list. */
    public RequestCase {
        forwarded = List.copyOf(forwarded);
    }

    /** Reads the text of a file. */
    static RequestCase of(String name, String file, String text) throws CorpusException {
        CaseText parts = CaseText.of(file, text);
        parts.allow(KEYS, List.of(CaseText.MAIN));
        Builder builder = new Builder();
        for (CaseText.Entry entry : parts.entries()) {
            builder.add(entry);
        }
        builder.endMessage();
        if (builder.messages.isEmpty() && builder.ending == Ending.NONE) {
            throw new CorpusException(file, "expect is missing");
        }
        return new RequestCase(
                name,
                parts.value("title"),
                parts.value("source"),
                builder.messages,
                builder.ending,
                builder.status,
                builder.reason,
                parts.section(CaseText.MAIN));
    }

    /** Collects the lines about one message after the other. */
    private static final class Builder {
        private static final String EXPECTED =
                " (expected: forwarded METHOD TARGET none, forwarded METHOD TARGET length BODY,"
                        + " forwarded METHOD TARGET chunked BODY, refused STATUS REASON, cut STATUS REASON, or cut)";

        private final List<ExpectedMessage> messages = new ArrayList<>();
        private final List<String> with = new ArrayList<>();
        private final List<String> without = new ArrayList<>();
        private ExpectedMessage message;
        private Ending ending = Ending.NONE;
        private int status;
        private String reason = "";

        void add(CaseText.Entry entry) throws CorpusException {
            switch (entry.key()) {
                case "expect" -> expect(entry);
                case "with" -> {
                    needMessage(entry);
                    if (entry.value().indexOf(':') <= 0) {
                        throw new CorpusException(entry.place(), "with: " + entry.value() + " (expected: Name: value)");
                    }
                    with.add(entry.value());
                }
                case "without" -> {
                    needMessage(entry);
                    without.add(entry.value());
                }
                default -> {}
            }
        }

        void endMessage() {
            if (message != null) {
                messages.add(new ExpectedMessage(
                        message.method(), message.target(), message.framing(), message.body(), with, without));
            }
            message = null;
            with.clear();
            without.clear();
        }

        private void needMessage(CaseText.Entry entry) throws CorpusException {
            if (message == null) {
                throw new CorpusException(entry.place(), entry.key() + " (expected: behind an expect: forwarded …)");
            }
        }

        private void expect(CaseText.Entry entry) throws CorpusException {
            endMessage();
            if (ending != Ending.NONE) {
                throw new CorpusException(entry.place(), "expect (expected: nothing behind refused and cut)");
            }
            String[] words = entry.value().split(" ", 5);
            switch (words[0]) {
                case "forwarded" -> message = message(entry, words);
                case "refused" -> end(entry, words, Ending.REFUSED);
                case "cut" -> end(entry, words, Ending.CUT);
                default -> throw new CorpusException(entry.place(), "\"" + words[0] + "\"" + EXPECTED);
            }
        }

        private void end(CaseText.Entry entry, String[] words, Ending how) throws CorpusException {
            ending = how;
            if (words.length == 1 && how == Ending.CUT) {
                return;
            }
            if (words.length != 3 || !words[1].matches("[45][0-9][0-9]")) {
                throw new CorpusException(entry.place(), "\"" + entry.value() + "\"" + EXPECTED);
            }
            status = Integer.parseInt(words[1]);
            reason = words[2];
        }

        private static ExpectedMessage message(CaseText.Entry entry, String[] words) throws CorpusException {
            String how = words.length > 3 ? words[3] : "";
            WireFraming framing = switch (how) {
                case "none" -> WireFraming.NONE;
                case "length" -> WireFraming.LENGTH;
                case "chunked" -> WireFraming.CHUNKED;
                default -> throw new CorpusException(entry.place(), "\"" + entry.value() + "\"" + EXPECTED);
            };
            String body = words.length > 4 ? Notation.text(entry.place(), words[4]) : "";
            if (framing == WireFraming.NONE && !body.isEmpty()) {
                throw new CorpusException(entry.place(), "\"" + entry.value() + "\" has a body (expected: none)");
            }
            String target = Notation.text(entry.place(), words[2]);
            return new ExpectedMessage(words[1], target, framing, body, List.of(), List.of());
        }
    }
}
