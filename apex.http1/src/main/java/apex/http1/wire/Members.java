package apex.http1.wire;

import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Text;

/** Walks the members of comma-separated lists, over all fields of one name (RFC 9110 section 5.6.1); none has quoted strings. */
final class Members {
    private final Text value = new Text();
    private final Text member = new Text();
    private Fields fields;
    private FieldName name;
    private int index = -1;
    private int at;

    /** Begins in front of the first member. */
    void begin(Fields of, FieldName called) {
        fields = of;
        name = called;
        enter(of.find(called));
    }

    /** The next member without the blanks around it, empty where nothing stands between two commas; null at the end. */
    Text next() {
        while (index >= 0) {
            if (at <= value.length()) {
                int comma = value.indexOf(',', at);
                int end = comma < 0 ? value.length() : comma;
                int start = at;
                at = end + 1;
                return trimmed(start, end);
            }
            enter(fields.findNext(name, index));
        }
        return null;
    }

    private void enter(int next) {
        index = next;
        at = 0;
        if (next >= 0) {
            fields.value(next, value);
        }
    }

    private Text trimmed(int from, int end) {
        int start = from;
        int stop = end;
        while (start < stop && isBlank(value.charAt(start))) {
            start++;
        }
        while (stop > start && isBlank(value.charAt(stop - 1))) {
            stop--;
        }
        return member.wrap(value.array(), value.offset() + start, stop - start);
    }

    private static boolean isBlank(char octet) {
        return octet == ' ' || octet == '\t';
    }
}
