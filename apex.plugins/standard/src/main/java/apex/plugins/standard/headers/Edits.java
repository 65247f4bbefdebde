package apex.plugins.standard.headers;

import apex.plugins.standard.FieldSettings.Line;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.thread.Frozen;
import java.util.List;

/** What is done to the fields of one message. */
@Frozen
final class Edits {
    private final FieldName[] removed;
    private final Line[] set;
    private final Line[] added;

    Edits(List<FieldName> removed, List<Line> set, List<Line> added) {
        this.removed = removed.toArray(FieldName[]::new);
        this.set = set.toArray(Line[]::new);
        this.added = added.toArray(Line[]::new);
    }

    boolean isEmpty() {
        return removed.length + set.length + added.length == 0;
    }

    void apply(Fields fields) {
        for (FieldName name : removed) {
            fields.remove(name);
        }
        for (Line line : set) {
            fields.set(line.name(), line.value());
        }
        for (Line line : added) {
            fields.add(line.name(), line.value());
        }
    }
}
