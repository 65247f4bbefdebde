package apex.kernel.chain;

import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Peer;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.Text;

/**
 * What a request tells the backend of the client: {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}, and {@code Via} (RFC
 * 9110 section 7.6.3). What the client itself says of these is dropped unless it is a trusted proxy.
 */
final class ForwardedFields {
    private static final Text HTTP = Text.of("http");
    private static final Text HTTPS = Text.of("https");
    private static final Text VIA_10 = Text.of("1.0 apex");
    private static final Text VIA_11 = Text.of("1.1 apex");
    private static final Text VIA_2 = Text.of("2 apex");
    private static final Text VIA_3 = Text.of("3 apex");

    /** What only a trusted proxy may say, whether Apex says it to the backend itself or not. */
    private static final FieldName[] PROXIES_WORD = {
        FieldName.FORWARDED,
        FieldName.X_FORWARDED_FOR,
        FieldName.X_FORWARDED_PROTO,
        FieldName.X_FORWARDED_HOST,
        FieldName.X_FORWARDED_PREFIX,
        FieldName.of("X-Forwarded-Port"),
        FieldName.of("X-Forwarded-Server"),
        FieldName.of("X-Real-IP")
    };

    private ForwardedFields() {}

    /** Drops what an untrusted client says of proxies, before any filter can believe it. */
    static void distrust(Fields fields) {
        for (FieldName name : PROXIES_WORD) {
            fields.remove(name);
        }
    }

    static void apply(RequestHead request, Peer peer, boolean trusted, LoopState state) {
        Fields fields = request.fields();
        if (trusted) {
            appendFor(fields, peer, state);
            if (!fields.has(FieldName.X_FORWARDED_PROTO)) {
                fields.add(FieldName.X_FORWARDED_PROTO, request.isSecure() ? HTTPS : HTTP);
            }
            if (!fields.has(FieldName.X_FORWARDED_HOST)) {
                fields.add(FieldName.X_FORWARDED_HOST, request.authority());
            }
        } else {
            fields.set(FieldName.X_FORWARDED_FOR, peer.address());
            fields.set(FieldName.X_FORWARDED_PROTO, request.isSecure() ? HTTPS : HTTP);
            fields.set(FieldName.X_FORWARDED_HOST, request.authority());
        }
        fields.add(FieldName.VIA, via(request.version()));
    }

    /** One line with all addresses: many backends read only the first line. */
    private static void appendFor(Fields fields, Peer peer, LoopState state) {
        if (!fields.has(FieldName.X_FORWARDED_FOR)) {
            fields.add(FieldName.X_FORWARDED_FOR, peer.address());
            return;
        }
        byte[] scratch = state.scratch();
        int length = 0;
        for (int i = fields.find(FieldName.X_FORWARDED_FOR);
                i >= 0;
                i = fields.findNext(FieldName.X_FORWARDED_FOR, i)) {
            int count = fields.valueLength(i);
            if (count > 0 && length + count + 2 + peer.address().length() <= scratch.length) {
                System.arraycopy(fields.bytes(), fields.valueStart(i), scratch, length, count);
                length += count;
                scratch[length++] = ',';
                scratch[length++] = ' ';
            }
        }
        Text address = peer.address();
        System.arraycopy(address.array(), address.offset(), scratch, length, address.length());
        length += address.length();
        fields.remove(FieldName.X_FORWARDED_FOR);
        fields.add(FieldName.X_FORWARDED_FOR, scratch, 0, length);
    }

    private static Text via(int version) {
        return switch (version) {
            case 10 -> VIA_10;
            case 20 -> VIA_2;
            case 30 -> VIA_3;
            default -> VIA_11;
        };
    }
}
