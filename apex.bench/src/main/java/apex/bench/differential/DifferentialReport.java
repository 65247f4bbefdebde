package apex.bench.differential;

import apex.bench.corpus.RequestCase;
import apex.bench.figures.MarkdownTable;
import java.util.ArrayList;
import java.util.List;

/** What all proxies made of the cases, Apex first, and where Apex is laxer than another. */
final class DifferentialReport {
    private final List<RequestCase> cases;
    private final List<Trial> trials;
    private final Reviewed reviewed;
    private final List<String> laxer = new ArrayList<>();
    private final List<String> justified = new ArrayList<>();

    DifferentialReport(List<RequestCase> cases, List<Trial> trials, Reviewed reviewed) {
        this.cases = cases;
        this.trials = trials;
        this.reviewed = reviewed;
        Trial apex = trials.getFirst();
        for (RequestCase attack : cases) {
            Outcome own = apex.outcome(attack.name());
            for (Trial other : trials.subList(1, trials.size())) {
                if (own.isLaxerThan(other.outcome(attack.name()))) {
                    compare(attack, other);
                }
            }
        }
    }

    /** Whether Apex forwards nothing that another refuses, but for what has been reviewed. */
    boolean isClean() {
        return laxer.isEmpty();
    }

    /** Everything, as Markdown. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Trial trial : trials) {
            lines.add(
                    "- " + trial.contestant().name() + ": " + trial.contestant().version());
        }
        lines.add("");
        lines.addAll(table());
        lines.add("");
        for (Trial trial : trials) {
            lines.add(counts(trial));
        }
        lines.add("");
        lines.add("Reviewed, where Apex forwards what another refuses: " + justified.size());
        justified.forEach(line -> lines.add("- " + line));
        lines.add("");
        lines.add("Laxer, where nobody has said why: " + laxer.size());
        laxer.forEach(line -> lines.add("- " + line));
        return lines;
    }

    private void compare(RequestCase attack, Trial other) {
        String name = other.contestant().name();
        String line = attack.name() + ", " + name + " "
                + other.outcome(attack.name()).words() + ", Apex "
                + trials.getFirst().outcome(attack.name()).words();
        String reason = reviewed.reason(name, attack.name());
        if (reason == null) {
            laxer.add(line);
        } else {
            justified.add(line + ": " + reason);
        }
    }

    private List<String> table() {
        String[] headings = new String[trials.size() + 1];
        headings[0] = "case";
        for (int i = 0; i < trials.size(); i++) {
            headings[i + 1] = trials.get(i).contestant().name();
        }
        MarkdownTable table = new MarkdownTable(headings);
        for (RequestCase attack : cases) {
            String[] cells = new String[headings.length];
            cells[0] = attack.name();
            for (int i = 0; i < trials.size(); i++) {
                cells[i + 1] = trials.get(i).outcome(attack.name()).words();
            }
            table.row(cells);
        }
        return table.lines();
    }

    private String counts(Trial trial) {
        int forwarded = 0;
        int refused = 0;
        int doubtful = 0;
        for (RequestCase attack : cases) {
            Outcome outcome = trial.outcome(attack.name());
            forwarded += outcome.count() > 0 ? 1 : 0;
            refused += outcome.count() == 0 ? 1 : 0;
            doubtful += outcome.doubtful().isEmpty() ? 0 : 1;
        }
        return "%s: of %d cases forwarded something of %d, nothing of %d; in doubt what, in %d"
                .formatted(trial.contestant().name(), cases.size(), forwarded, refused, doubtful);
    }
}
