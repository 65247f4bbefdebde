package apex.kernel.forwarded;

import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Peer;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.Text;
import apex.spi.thread.Cold;
import apex.spi.thread.Frozen;
import java.net.Inet6Address;

/** Writes {@code Forwarded} (RFC 7239): {@code for}, {@code proto}, {@code host} and {@code by} of this hop. */
@Frozen
final class ForwardedWriter {
    private static final Text FOR = Text.of("for=");
    private static final Text UNIX = Text.of("_unix");
    private static final Text PROTO = Text.of(";proto=");
    private static final Text HOST = Text.of(";host=");

    private final Text by;

    /** @param name of letters, digits and {@code ._-}, for {@code by} as an obfuscated identifier (section 6.3) */
    @Cold
    ForwardedWriter(String name) {
        by = Text.of(";by=_" + name);
    }

    /**
     * Appends to what a trusted peer has said, in one line, and replaces what another has. What is malformed is replaced, too: an
     * open quote in it would swallow what we say.
     */
    void write(RequestHead request, Peer peer, boolean trusted, ForwardedScratch scratch) {
        Fields fields = request.fields();
        ValueBuffer value = scratch.value;
        value.clear();
        if (trusted && isSound(fields, scratch.reader)) {
            for (int i = fields.find(FieldName.FORWARDED); i >= 0; i = fields.findNext(FieldName.FORWARDED, i)) {
                value.putElements(fields, i);
            }
        }
        value.put(FOR);
        putNode(peer, value);
        value.put(PROTO);
        value.put(XForwarded.scheme(request));
        Text host = request.authority();
        if (host.length() > 0) {
            value.put(HOST);
            putValue(host, value);
        }
        value.put(by);
        fields.remove(FieldName.FORWARDED);
        fields.add(FieldName.FORWARDED, value.bytes(), 0, value.length());
    }

    private static boolean isSound(Fields fields, ForwardedReader reader) {
        for (int i = fields.find(FieldName.FORWARDED); i >= 0; i = fields.findNext(FieldName.FORWARDED, i)) {
            int start = fields.valueStart(i);
            reader.open(fields.bytes(), start, start + fields.valueLength(i));
            if (!reader.isSound()) {
                return false;
            }
        }
        return true;
    }

    private static void putNode(Peer peer, ValueBuffer value) {
        if (peer.ip() == null) {
            value.put(UNIX);
        } else if (peer.ip() instanceof Inet6Address) {
            value.put('"');
            value.put('[');
            value.put(peer.address());
            value.put(']');
            value.put('"');
        } else {
            value.put(peer.address());
        }
    }

    private static void putValue(Text text, ValueBuffer value) {
        if (Tokens.isToken(text)) {
            value.put(text);
            return;
        }
        value.put('"');
        for (int i = 0; i < text.length(); i++) {
            char octet = text.charAt(i);
            if (octet == '"' || octet == '\\') {
                value.put('\\');
            }
            value.put(octet);
        }
        value.put('"');
    }
}
