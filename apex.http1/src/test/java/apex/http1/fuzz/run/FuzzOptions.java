package apex.http1.fuzz.run;

import apex.http1.fuzz.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param targets in the order named; all when none is
 * @param seconds for each target
 * @param keep whether the corpus that has grown is kept in the repository
 * @param input the one input to be judged, or null
 */
record FuzzOptions(List<Target> targets, int seconds, boolean keep, Path input) {
    private static final int DEFAULT_SECONDS = 60;

    /**
     * @throws IllegalArgumentException for what is not understood, with a message for people
     */
    static FuzzOptions of(List<String> words) {
        List<Target> targets = new ArrayList<>();
        int seconds = DEFAULT_SECONDS;
        boolean keep = false;
        Path input = null;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            switch (word) {
                case "--seconds" -> seconds = seconds(argument(words, ++i, word));
                case "--input" -> input = Path.of(argument(words, ++i, word));
                case "--keep" -> keep = true;
                default -> targets.add(target(word));
            }
        }
        if (input != null && targets.size() != 1) {
            throw new IllegalArgumentException("--input: " + targets.size() + " targets (expected: one)");
        }
        return new FuzzOptions(targets.isEmpty() ? List.of(Target.values()) : targets, seconds, keep, input);
    }

    private static String argument(List<String> words, int index, String option) {
        if (index == words.size()) {
            throw new IllegalArgumentException(option + ": nothing behind it (expected: a value)");
        }
        return words.get(index);
    }

    private static int seconds(String word) {
        if (!word.matches("[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException("--seconds: " + word + " (expected: 1 to 99999)");
        }
        return Integer.parseInt(word);
    }

    private static Target target(String word) {
        List<String> known = new ArrayList<>();
        for (Target target : Target.values()) {
            if (target.word().equals(word)) {
                return target;
            }
            known.add(target.word());
        }
        throw new IllegalArgumentException(word + ": no target and no option (expected: " + String.join(", ", known)
                + ", --seconds N, --keep or --input FILE)");
    }
}
