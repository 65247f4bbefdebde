package apex.plugins.standard.stripprefix;

import apex.spi.exchange.Answer;
import apex.spi.exchange.Exchange;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.Text;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import apex.spi.thread.Frozen;

/**
 * Takes the prefix off paths that have it as whole segments, in whatever spelling routes take for the same, and leaves others
 * alone; what remains goes on as it was spelled. A path with dot segments is refused, because what remains of it could lead out
 * of the prefix. What a trusted proxy says that it has taken off stays, in a line of its own before ours; the same from anybody
 * else is dropped.
 */
@Frozen
final class StripPrefixFilter implements Filter {
    private final Text prefix;
    private final Text normal;

    /**
     * Takes off {@code prefix}, which has no slash at its end: empty for one that takes off nothing.
     *
     * @param normal the same with unreserved characters decoded and other encodings in upper case
     */
    StripPrefixFilter(Text prefix, Text normal) {
        this.prefix = prefix;
        this.normal = normal;
    }

    @Override
    public Verdict onRequest(Exchange exchange) {
        RequestHead request = exchange.request();
        Fields fields = request.fields();
        if (!exchange.isPeerTrusted()) {
            fields.remove(FieldName.X_FORWARDED_PREFIX);
        }
        if (prefix.length() == 0) {
            return Verdict.CONTINUE;
        }
        Text path = request.path();
        if (hasDotSegment(path)) {
            return exchange.answer(Answer.of(Reason.AMBIGUOUS_PATH));
        }
        int spelled = spelledPrefix(path);
        if (spelled > 0) {
            request.dropFromPath(spelled);
            fields.add(FieldName.X_FORWARDED_PREFIX, prefix);
        }
        return Verdict.CONTINUE;
    }

    /**
     * How many bytes at the front of {@code path} spell the prefix, 0 if none do. All slashes but the last that follow it count, too:
     * two at the front of what remains could be read as the start of a host name.
     */
    private int spelledPrefix(Text path) {
        int at = 0;
        for (int i = 0; i < normal.length(); i++) {
            char expected = normal.charAt(i);
            if (at == path.length()) {
                return 0;
            }
            int octet = path.charAt(at);
            if (octet == '%') {
                octet = path.percentDecoded(at);
                if (expected == '%') {
                    expected = (char) normal.percentDecoded(i);
                    i += 2;
                } else if (!Text.isUnreserved(octet)) {
                    return 0;
                }
                at += 3;
            } else if (octet == '/') {
                at = lastSlash(path, at) + 1;
            } else {
                at++;
            }
            if (octet != expected) {
                return 0;
            }
        }
        if (at == path.length()) {
            return at;
        }
        return path.charAt(at) == '/' ? lastSlash(path, at) : 0;
    }

    /** Where the run of slashes ends that begins at {@code from}. */
    private static int lastSlash(Text path, int from) {
        int at = from;
        while (at + 1 < path.length() && path.charAt(at + 1) == '/') {
            at++;
        }
        return at;
    }

    /**
     * Whether somebody could read a segment of {@code path} as {@code .} or {@code ..}: with or without path parameters, behind
     * slashes or backslashes, any of it percent-encoded.
     */
    static boolean hasDotSegment(Text path) {
        int dots = -1;
        int at = 0;
        while (at < path.length()) {
            int octet = path.charAt(at++);
            if (octet == '%') {
                int decoded = path.percentDecoded(at - 1);
                if (decoded >= 0) {
                    octet = decoded;
                    at += 2;
                }
            }
            if (octet == '.') {
                dots = dots < 0 ? dots : dots + 1;
                continue;
            }
            boolean separates = octet == '/' || octet == '\\';
            if ((separates || octet == ';') && isDotSegment(dots)) {
                return true;
            }
            dots = separates ? 0 : -1;
        }
        return isDotSegment(dots);
    }

    private static boolean isDotSegment(int dots) {
        return dots == 1 || dots == 2;
    }
}
