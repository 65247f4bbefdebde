package apex.kernel.forwarded;

import apex.kernel.config.Cidr;
import apex.kernel.config.ForwardedStyle;
import apex.kernel.config.HttpConfig;
import apex.spi.exchange.Answer;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Peer;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.Text;
import apex.spi.thread.Cold;
import apex.spi.thread.Frozen;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Whose word about the client is believed, and what backends are told of it. */
@Frozen
public final class ForwardedPolicy {
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

    private static final Answer LOOP = Answer.of(Reason.LOOP_DETECTED);

    private final TrustedProxies proxies;
    private final MaxForwards hops = new MaxForwards();
    private final ForwardedStyle style;
    private final ForwardedWriter writer;

    /** Null when no Via is written. */
    private final Via via;

    /**
     * A policy that believes the proxies of {@code trusted}. Where {@code http} has no name, one is made up for each policy: {@code
     * apex-} and eight hexadecimal digits.
     */
    @Cold
    public ForwardedPolicy(List<Cidr> trusted, HttpConfig http) {
        String name = http.name().isEmpty()
                ? "apex-"
                        + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt())
                : http.name();
        proxies = new TrustedProxies(trusted);
        style = http.forwarded();
        writer = new ForwardedWriter(name);
        via = http.via() ? new Via(name) : null;
    }

    /** Whether the peer of a connection is a trusted proxy. */
    public boolean trusts(Peer peer, ForwardedScratch scratch) {
        return proxies.trusts(peer, scratch.ip);
    }

    /** Drops what an untrusted client says of proxies, before any filter can believe it. */
    public static void distrust(Fields fields) {
        for (FieldName name : PROXIES_WORD) {
            fields.remove(name);
        }
    }

    /**
     * Turns {@code view} to the client's address as a trusted peer tells it: from right to left, the first address that is not
     * trusted itself. {@code X-Forwarded-For} is asked; {@code Forwarded} where there is no other, or where it is what backends are
     * told by.
     */
    public Text client(Fields fields, Peer peer, Text view, ForwardedScratch scratch) {
        boolean standard = fields.has(FieldName.FORWARDED)
                && (style == ForwardedStyle.FORWARDED || !fields.has(FieldName.X_FORWARDED_FOR));
        return standard
                ? proxies.clientOfForwarded(fields, peer, view, scratch)
                : proxies.client(fields, peer, view, scratch.ip);
    }

    /**
     * The answer to a request that goes no further, because it has come through here before or may not pass another gateway; null
     * for any other.
     */
    public Answer refusal(RequestHead request, ForwardedScratch scratch) {
        Fields fields = request.fields();
        if (via != null && fields.has(FieldName.VIA) && via.isNamed(fields)) {
            return LOOP;
        }
        return hops.countDown(request, scratch.value);
    }

    /**
     * Tells the backend of the client.
     *
     * @throws apex.spi.exchange.HeadTooLargeException when there is no room for it
     */
    public void write(RequestHead request, Peer peer, boolean trusted, ForwardedScratch scratch) {
        if (style == ForwardedStyle.X_FORWARDED || style == ForwardedStyle.BOTH) {
            XForwarded.write(request, peer, trusted, scratch.value);
        }
        if (style == ForwardedStyle.FORWARDED || style == ForwardedStyle.BOTH) {
            writer.write(request, peer, trusted, scratch);
        }
        if (via != null) {
            via.write(request.fields(), request.version());
        }
    }
}
