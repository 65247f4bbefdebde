package apex.http1.fuzz;

import apex.http1.fuzz.strict.StrictField;
import apex.http1.fuzz.strict.StrictHead;
import apex.http1.fuzz.strict.StrictRequest;
import apex.http1.fuzz.strict.StrictResponse;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Head;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.ResponseHead;
import apex.spi.exchange.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** That a head means what the strict reader understands. */
final class Meaning {
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "upgrade",
            "http2-settings",
            "proxy-authenticate",
            "proxy-authorization");

    /** Some of what a peer must not take from the other by naming it in Connection. */
    private static final Set<String> KEPT = Set.of(
            "authorization",
            "cookie",
            "set-cookie",
            "content-type",
            "x-forwarded-for",
            "forwarded",
            "via",
            "date",
            "expect");

    private static final Pattern PLAIN = Pattern.compile("|[^:\t ]+: ?(?:[^\t ](?:.*[^\t ])?)?", Pattern.DOTALL);

    private Meaning() {}

    static void same(StrictRequest strict, RequestHead head) {
        Claim.holds(strict != null, "a strict reader finds a request");
        Claim.same("method", strict.method(), head.methodText().toString());
        Claim.same("target", strict.target(), head.target().toString());
        Claim.same("authority", strict.authority(), head.authority().toString());
        Claim.same("version", strict.version(), head.version());
        Claim.same("content length", strict.length(), head.contentLength());
        Claim.holds(head.path().charAt(0) == '/' || head.path().toString().equals("*"), "a path begins with a slash");
        int pathEnd = strict.target().indexOf('?');
        Claim.same(
                "path",
                pathEnd < 0 ? strict.target() : strict.target().substring(0, pathEnd),
                head.path().toString());
        arrived(strict.head(), head.fields(), strict.version());
    }

    static void same(StrictResponse strict, ResponseHead head) {
        Claim.holds(strict != null, "a strict reader finds a response");
        Claim.same("status", strict.status(), head.status());
        Claim.same("version", strict.version(), head.version());
        if (!strict.isInformational() && strict.status() != 204) {
            long length = strict.announced() < 0 ? Head.UNKNOWN_LENGTH : strict.announced();
            Claim.same("content length", length, head.contentLength());
        }
        arrived(strict.head(), head.fields(), 0);
    }

    /** Fields in order. */
    static List<StrictField> list(Fields fields) {
        List<StrictField> list = new ArrayList<>();
        if (fields != null) {
            for (int i = fields.next(-1); i >= 0; i = fields.next(i)) {
                list.add(new StrictField(
                        fields.name(i, new Text()).toString(),
                        fields.value(i, new Text()).toString()));
            }
        }
        return list;
    }

    /** That a head was sent as it is, in the plainest form: these fields and no others but {@code added}. */
    static void sent(Fields fields, String text, StrictHead sent, Set<String> added) {
        text.lines().skip(1).forEach(line -> Claim.holds(PLAIN.matcher(line).matches(), "a line is plain: " + line));
        List<StrictField> others = sent.fields().stream()
                .filter(f -> !added.contains(f.name().toLowerCase(Locale.ROOT)))
                .toList();
        List<StrictField> own = list(fields).stream()
                .filter(f -> !added.contains(f.name().toLowerCase(Locale.ROOT)))
                .toList();
        Claim.same("fields sent", own, others);
    }

    /**
     * That the fields are those that arrived, in order, but for those of the connection, all of which are gone, and, in requests
     * (of which {@code requestVersion} is not 0), those with underscores and what HTTP/1.0 does not know.
     */
    private static void arrived(StrictHead strict, Fields fields, int requestVersion) {
        boolean request = requestVersion > 0;
        List<StrictField> found = list(fields);
        int at = 0;
        for (StrictField field : strict.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            boolean own = FRAMING.contains(name) || HOP_BY_HOP.contains(name) || request && name.equals("host");
            if (at < found.size() && found.get(at).equals(field)) {
                Claim.holds(!own, "what belongs to the connection is taken out: " + field);
                at++;
            } else {
                boolean named = strict.isOption(name) && !KEPT.contains(name);
                boolean dropped = request && name.indexOf('_') >= 0 || requestVersion == 10 && name.equals("expect");
                Claim.holds(own || named || dropped, "what was sent from end to end is there: " + field);
            }
        }
        Claim.same("fields that did not arrive", List.of(), found.subList(at, found.size()));
    }
}
