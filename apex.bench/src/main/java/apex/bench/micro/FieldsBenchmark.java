package apex.bench.micro;

import apex.bench.still.ArrayInput;
import apex.bench.still.Messages;
import apex.http1.wire.RequestParser;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.Text;
import apex.spi.listen.HttpPolicy;
import org.openjdk.jmh.annotations.Benchmark;

/** Looking for a field among the 20 of a browser: by number, and by a name that Apex does not know. */
public class FieldsBenchmark extends Microbenchmark {
    private final Fields fields;
    private final Text hit = Text.of("x-requested-with");
    private final Text miss = Text.of("x-requested-from");
    private final Text name = new Text();
    private final Text value = new Text();

    /** Fields that have been read. */
    public FieldsBenchmark() {
        RequestHead head = new RequestHead();
        RequestParser parser = new RequestParser(head);
        parser.begin(Messages.LIMITS, HttpPolicy.STRICT, false);
        parser.feed(new ArrayInput(Messages.BROWSER_REQUEST), new ArenaSlab());
        fields = head.fields();
    }

    /** A well-known name that is there, and its value. */
    @Benchmark
    public int knownHit() {
        return fields.value(fields.find(FieldName.COOKIE), value).length();
    }

    /** A well-known name that is not there. */
    @Benchmark
    public int knownMiss() {
        return fields.find(FieldName.X_REQUEST_ID);
    }

    /** A name that is the last one. */
    @Benchmark
    public int namedHit() {
        return find(hit);
    }

    /** A name that is not there, as long as one that is. */
    @Benchmark
    public int namedMiss() {
        return find(miss);
    }

    private int find(Text wanted) {
        for (int i = fields.next(-1); i >= 0; i = fields.next(i)) {
            if (fields.nameLength(i) == wanted.length() && fields.name(i, name).equalsIgnoreCase(wanted)) {
                return fields.value(i, value).length();
            }
        }
        return -1;
    }
}
