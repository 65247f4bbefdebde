package apex.kernel.forwarded;

import apex.kernel.config.Cidr;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Text;
import apex.spi.thread.Cold;
import apex.spi.thread.Frozen;
import java.net.InetAddress;
import java.util.List;

/** The proxies whose word about the client is believed, and who the client is by their word. */
@Frozen
final class TrustedProxies {
    private static final int V4_BITS = 32;
    private static final int V6_BITS = 128;

    /** For each block the two halves of its address and of its mask. */
    private final long[] highs;

    private final long[] lows;
    private final long[] highMasks;
    private final long[] lowMasks;

    /** Trusts the addresses of these blocks. */
    @Cold
    TrustedProxies(List<Cidr> blocks) {
        int count = blocks.size();
        highs = new long[count];
        lows = new long[count];
        highMasks = new long[count];
        lowMasks = new long[count];
        IpParser parser = new IpParser();
        for (int i = 0; i < count; i++) {
            byte[] address = blocks.get(i).address().getAddress();
            parser.set(address);
            int prefix = blocks.get(i).prefixLength() + (address.length == 4 ? V6_BITS - V4_BITS : 0);
            highMasks[i] = mask(Math.min(prefix, Long.SIZE));
            lowMasks[i] = mask(Math.max(0, prefix - Long.SIZE));
            highs[i] = parser.high() & highMasks[i];
            lows[i] = parser.low() & lowMasks[i];
        }
    }

    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L << Long.SIZE - bits;
    }

    /** Whether the peer of a connection is trusted. */
    boolean trusts(Peer peer, IpParser parser) {
        InetAddress ip = peer.ip();
        if (ip == null || highs.length == 0) {
            return false;
        }
        parser.set(ip.getAddress());
        return trusts(parser);
    }

    /** Whether the address that {@code parser} has read is trusted. */
    private boolean trusts(IpParser parser) {
        for (int i = 0; i < highs.length; i++) {
            if ((parser.high() & highMasks[i]) == highs[i] && (parser.low() & lowMasks[i]) == lows[i]) {
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
    Text client(Fields fields, Peer peer, Text view, IpParser parser) {
        view.wrap(
                peer.address().array(), peer.address().offset(), peer.address().length());
        for (int line = lastLine(fields, fields.end()); line >= 0; line = lastLine(fields, line)) {
            byte[] bytes = fields.bytes();
            int start = fields.valueStart(line);
            int end = start + fields.valueLength(line);
            while (end >= start) {
                int from = end;
                while (from > start && bytes[from - 1] != ',') {
                    from--;
                }
                int first = skipSpace(bytes, from, end);
                int last = trimSpace(bytes, first, end);
                if (!parser.parse(bytes, first, last)) {
                    return view;
                }
                view.wrap(bytes, first, last - first);
                if (!trusts(parser)) {
                    return view;
                }
                end = from - 1;
            }
        }
        return view;
    }

    /** The same from {@code Forwarded}; what is malformed, unknown or obfuscated ends the search as well. */
    Text clientOfForwarded(Fields fields, Peer peer, Text view, ForwardedScratch scratch) {
        ForwardedReader reader = scratch.reader;
        byte[] bytes = fields.bytes();
        // From left to right, because quoted strings can be read in no other way: what is found last counts.
        boolean found = false;
        for (int i = fields.find(FieldName.FORWARDED); i >= 0; i = fields.findNext(FieldName.FORWARDED, i)) {
            reader.open(bytes, fields.valueStart(i), fields.valueStart(i) + fields.valueLength(i));
            while (reader.next()) {
                boolean isAddress = reader.hasAddress(scratch.ip);
                if (isAddress && (!found || !trusts(scratch.ip))) {
                    view.wrap(bytes, reader.addressStart(), reader.addressLength());
                }
                found = isAddress;
            }
            found &= !reader.isMalformed();
        }
        if (!found) {
            view.wrap(
                    peer.address().array(),
                    peer.address().offset(),
                    peer.address().length());
        }
        return view;
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

    private static int skipSpace(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    private static int trimSpace(byte[] bytes, int from, int end) {
        int at = end;
        while (at > from && isSpace(bytes[at - 1])) {
            at--;
        }
        return at;
    }

    private static boolean isSpace(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
