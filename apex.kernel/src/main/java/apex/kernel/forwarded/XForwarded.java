package apex.kernel.forwarded;

import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Peer;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.Text;

/** Writes {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}. */
final class XForwarded {
    private static final Text HTTP = Text.of("http");
    private static final Text HTTPS = Text.of("https");

    private XForwarded() {}

    /** The scheme that the client has used. */
    static Text scheme(RequestHead request) {
        return request.isSecure() ? HTTPS : HTTP;
    }

    /** Appends to what a trusted peer has said, and replaces what another has. */
    static void write(RequestHead request, Peer peer, boolean trusted, ValueBuffer value) {
        Fields fields = request.fields();
        if (!trusted) {
            fields.set(FieldName.X_FORWARDED_FOR, peer.address());
            fields.set(FieldName.X_FORWARDED_PROTO, scheme(request));
            fields.set(FieldName.X_FORWARDED_HOST, request.authority());
            return;
        }
        appendFor(fields, peer, value);
        if (!fields.has(FieldName.X_FORWARDED_PROTO)) {
            fields.add(FieldName.X_FORWARDED_PROTO, scheme(request));
        }
        if (!fields.has(FieldName.X_FORWARDED_HOST)) {
            fields.add(FieldName.X_FORWARDED_HOST, request.authority());
        }
    }

    /** One line with all addresses: many backends read only the first line. */
    private static void appendFor(Fields fields, Peer peer, ValueBuffer value) {
        value.clear();
        for (int i = fields.find(FieldName.X_FORWARDED_FOR);
                i >= 0;
                i = fields.findNext(FieldName.X_FORWARDED_FOR, i)) {
            value.putElements(fields, i);
        }
        value.put(peer.address());
        fields.remove(FieldName.X_FORWARDED_FOR);
        fields.add(FieldName.X_FORWARDED_FOR, value.bytes(), 0, value.length());
    }
}
