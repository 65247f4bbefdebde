package apex.http1.fuzz.strict;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request head and what it means.
 *
 * @param target in origin form or {@code *}
 * @param authority of the absolute target, else of Host; empty when there is neither
 * @param length of the body in bytes, or {@link StrictHead#CHUNKED}
 */
public record StrictRequest(StrictHead head, String method, String target, String authority, int version, long length) {
    private static final Pattern LINE = Pattern.compile("(" + StrictHead.TOKEN + ") ([!\"$-~]+) HTTP/1\\.([01])");
    private static final Pattern ABSOLUTE = Pattern.compile("([A-Za-z]+)://([^/?]*)(.*)");

    /**
     * Reads the request that begins at {@code from}; null when the text ends before its head does. One empty line before it is
     * skipped (RFC 9112 section 2.2).
     *
     * @throws Malformed for any other text
     */
    public static StrictRequest read(String text, int from, boolean secure) {
        StrictHead head = StrictHead.read(text, text.startsWith("\r\n", from) ? from + 2 : from);
        if (head == null) {
            return null;
        }
        Matcher line = LINE.matcher(head.startLine());
        if (!line.matches()) {
            throw new Malformed("request line: " + head.startLine());
        }
        String method = line.group(1);
        int version = line.group(3).equals("1") ? 11 : 10;
        String authority = host(head, version);
        String target = line.group(2);
        Matcher absolute = ABSOLUTE.matcher(target);
        if (absolute.matches() && !target.startsWith("/")) {
            String scheme = secure ? "https" : "http";
            if (!absolute.group(1).equalsIgnoreCase(scheme)) {
                throw new Malformed("scheme: " + target);
            }
            requireSame(absolute.group(2), authority, secure ? ":443" : ":80");
            authority = absolute.group(2);
            target = originForm(method, absolute.group(3));
        }
        boolean star = target.equals("*") && method.equals("OPTIONS");
        if (!star && !target.startsWith("/") || method.equals("CONNECT")) {
            throw new Malformed("target: " + target);
        }
        return new StrictRequest(head, method, target, authority, version, head.announced(version, 0));
    }

    private static String originForm(String method, String rest) {
        if (rest.isEmpty() && method.equals("OPTIONS")) {
            return "*";
        }
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private static String host(StrictHead head, int version) {
        List<String> hosts = head.values("Host");
        if (hosts.size() > 1) {
            throw new Malformed("hosts: " + hosts);
        }
        String host = hosts.isEmpty() ? "" : hosts.getFirst();
        if (host.isEmpty() ? version == 11 : !StrictAuthority.isValid(host)) {
            throw new Malformed("host: " + hosts);
        }
        return host;
    }

    private static void requireSame(String authority, String host, String port) {
        if (!StrictAuthority.isValid(authority)) {
            throw new Malformed("authority: " + authority);
        }
        String said = authority.endsWith(port) ? authority : authority + port;
        if (!host.isEmpty() && !said.equalsIgnoreCase(host) && !said.equalsIgnoreCase(host + port)) {
            throw new Malformed("authority: " + authority + " beside the host " + host);
        }
    }
}
