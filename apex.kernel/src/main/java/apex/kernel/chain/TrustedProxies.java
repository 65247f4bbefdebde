package apex.kernel.chain;

import apex.kernel.config.Cidr;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Text;
import apex.spi.thread.Cold;
import apex.spi.thread.Frozen;
import java.net.InetAddress;
import java.util.List;

/** Whose {@code X-Forwarded-*} are believed, and who the client is when they are. */
@Frozen
public final class TrustedProxies {
    private final Cidr[] blocks;

    /** Trusts the addresses of these blocks. */
    @Cold
    public TrustedProxies(List<Cidr> blocks) {
        this.blocks = blocks.toArray(Cidr[]::new);
    }

    /** Whether the peer of a new connection is trusted. */
    boolean trusts(Peer peer) {
        InetAddress ip = peer.ip();
        return ip != null && trusts(ip);
    }

    private boolean trusts(InetAddress ip) {
        for (Cidr block : blocks) {
            if (block.contains(ip)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Turns {@code view} to the client's address: from right to left, the first of {@code X-Forwarded-For} that is not trusted
     * itself. What is not an IP address ends the search at the last that was one.
     *
     * @param peer a trusted peer
     */
    Text client(Fields fields, Peer peer, Text view) {
        Text best = view.wrap(
                peer.address().array(), peer.address().offset(), peer.address().length());
        for (int line = lastLine(fields, fields.end()); line >= 0; line = lastLine(fields, line)) {
            int start = fields.valueStart(line);
            int end = start + fields.valueLength(line);
            byte[] bytes = fields.bytes();
            while (end >= start) {
                int from = end;
                while (from > start && bytes[from - 1] != ',') {
                    from--;
                }
                InetAddress ip = literal(bytes, from, end);
                if (ip == null) {
                    return best;
                }
                wrapTrimmed(best, bytes, from, end);
                if (!trusts(ip)) {
                    return best;
                }
                end = from - 1;
            }
        }
        return best;
    }

    private static int lastLine(Fields fields, int before) {
        int last = -1;
        for (int i = fields.find(FieldName.X_FORWARDED_FOR);
                i >= 0 && i < before;
                i = fields.findNext(FieldName.X_FORWARDED_FOR, i)) {
            last = i;
        }
        return last;
    }

    private static void wrapTrimmed(Text view, byte[] bytes, int from, int end) {
        int first = from;
        int last = end;
        while (first < last && isSpace(bytes[first])) {
            first++;
        }
        while (last > first && isSpace(bytes[last - 1])) {
            last--;
        }
        view.wrap(bytes, first, last - first);
    }

    private static boolean isSpace(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /** The address that the bytes spell, or null. Only for trusted peers, whose lists are short. */
    private static InetAddress literal(byte[] bytes, int from, int end) {
        Text text = new Text();
        wrapTrimmed(text, bytes, from, end);
        if (text.length() == 0 || text.length() > 45) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            if (!hex && c != '.' && c != ':') {
                return null;
            }
        }
        try {
            return InetAddress.ofLiteral(text.toString());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
