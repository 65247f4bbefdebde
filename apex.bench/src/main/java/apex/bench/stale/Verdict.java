package apex.bench.stale;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of all requests, by the rules: one that is idempotent is answered; one that is not is processed at most once, and its
 * loss is a 502 with a reason; nobody gets the bytes of another.
 */
final class Verdict {
    /** A backend that cuts one request off again and again is not stale, but broken. */
    private static final int MOST_MET = 1;

    private static final int MOST_NAMED = 20;

    private final Map<String, Integer> losses = new TreeMap<>();
    private final List<String> breaches = new ArrayList<>();
    private int idempotent;
    private int others;
    private int answered;
    private int excused;
    private int repeated;
    private int lostProcessed;
    private int broken;

    /**
     * Judges one request.
     *
     * @param processed how often the backend has read it whole
     * @param met closes that it met which were more than the loss of an idle connection
     */
    void judge(Request request, Fate fate, int processed, int met) {
        if (!fate.own()) {
            breach(request, fate, processed, met, "got another request's bytes");
        } else if (fate.isAnswered()) {
            answered++;
            if (processed == 0) {
                breach(request, fate, processed, met, "was answered and never processed");
            }
        }
        if (request.isIdempotent()) {
            judgeIdempotent(request, fate, processed, met);
        } else {
            judgeOther(request, fate, processed, met);
        }
    }

    private void judgeIdempotent(Request request, Fate fate, int processed, int met) {
        idempotent++;
        if (processed > 1) {
            repeated++;
        }
        if (fate.own() && !fate.isAnswered()) {
            if (met > MOST_MET && fate.isHonestLoss()) {
                excused++;
            } else {
                breach(request, fate, processed, met, "was lost although it is idempotent");
            }
        }
    }

    private void judgeOther(Request request, Fate fate, int processed, int met) {
        others++;
        if (processed > 1) {
            breach(request, fate, processed, met, "was processed twice");
        }
        if (fate.own() && !fate.isAnswered()) {
            losses.merge(fate.words(), 1, Integer::sum);
            lostProcessed += processed;
            if (!fate.isHonestLoss()) {
                breach(request, fate, processed, met, "was lost otherwise than by a 502 with a reason");
            }
        }
    }

    private void breach(Request request, Fate fate, int processed, int met, String what) {
        broken++;
        if (breaches.size() < MOST_NAMED) {
            breaches.add("request %d, %s, %s: %s, processed %d times, met %d closes"
                    .formatted(request.id(), request.method(), what, fate.words(), processed, met));
        }
    }

    /** How often a rule was broken. */
    int broken() {
        return broken;
    }

    /** The first breaches, a sentence each. */
    List<String> breaches() {
        return List.copyOf(breaches);
    }

    /** What there is to tell, in Markdown. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        int lost = losses.values().stream().mapToInt(Integer::intValue).sum();
        lines.add("- requests: %d idempotent, %d others; %d answered".formatted(idempotent, others, answered));
        lines.add("- idempotent: %d processed more than once; %d lost to a backend that cut them off twice"
                .formatted(repeated, excused));
        lines.add("- others lost: %d, of which the backend had processed %d".formatted(lost, lostProcessed));
        losses.forEach((words, count) -> lines.add("  - %s: %d".formatted(words, count)));
        lines.add("- rules broken: " + broken);
        breaches.forEach(breach -> lines.add("  - " + breach));
        return lines;
    }
}
