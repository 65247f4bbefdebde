package apex.http1.fake;

import apex.spi.exchange.Chunk;
import apex.spi.exchange.Fields;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Text;
import java.nio.charset.StandardCharsets;

/** Writes down in words what a handler hears. */
public final class Journal {
    private final StringBuilder words = new StringBuilder();

    /** One more event. */
    public void note(String event) {
        words.append(event).append('\n');
    }

    /** A piece of a body; adjacent pieces are joined, so that their number makes no difference. */
    public void data(Chunk chunk) {
        byte[] bytes = new byte[chunk.length()];
        chunk.copyTo(0, bytes, 0, bytes.length);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (words.toString().endsWith("|\n")) {
            words.setLength(words.length() - 2);
            words.append(text).append("|\n");
        } else {
            words.append("data ").append(text).append("|\n");
        }
    }

    /** What has been noted so far, and forgets it. */
    public String taken() {
        String text = words.toString();
        words.setLength(0);
        return text;
    }

    /** A request in words. */
    public static String of(RequestHead head) {
        return head.methodText() + " " + head.target() + " @" + head.authority() + " " + head.version() + " "
                + head.contentLength() + fields(head.fields());
    }

    /** A response in words. */
    public static String of(ResponseHead head) {
        return head.status() + " " + head.version() + " " + head.contentLength() + fields(head.fields());
    }

    /** Fields in words. */
    public static String fields(Fields fields) {
        StringBuilder words = new StringBuilder();
        if (fields != null) {
            for (int i = fields.next(-1); i >= 0; i = fields.next(i)) {
                words.append(" [").append(fields.name(i, new Text())).append('=');
                words.append(fields.value(i, new Text())).append(']');
            }
        }
        return words.toString();
    }
}
