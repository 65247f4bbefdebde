package apex.spi.exchange;

import java.util.Locale;

/** The request methods that Apex knows by name, with what RFC 9110 section 9 says of them; any other is {@link #OTHER}. */
public enum Method {
    GET(true, true),
    HEAD(true, true),
    POST(false, false),
    PUT(false, true),
    DELETE(false, true),
    CONNECT(false, false),
    OPTIONS(true, true),
    TRACE(true, true),
    PATCH(false, false),
    OTHER(false, false);

    private final boolean safe;
    private final boolean idempotent;

    @SuppressWarnings("ImmutableEnumChecker") // private, and nobody turns the view elsewhere
    private final Text text = Text.of(name());

    Method(boolean safe, boolean idempotent) {
        this.safe = safe;
        this.idempotent = idempotent;
    }

    /** Whether it asks for no change on the server (RFC 9110 section 9.2.1). */
    public boolean isSafe() {
        return safe;
    }

    /** Whether sending it twice means the same as once (RFC 9110 section 9.2.2). */
    public boolean isIdempotent() {
        return idempotent;
    }

    /** The method that these bytes spell exactly; methods are case-sensitive. */
    public static Method find(byte[] source, int from, int length) {
        return switch (length) {
            case 3 -> source[from] == 'G' ? GET.orOther(source, from) : PUT.orOther(source, from);
            case 4 -> source[from] == 'P' ? POST.orOther(source, from) : HEAD.orOther(source, from);
            case 5 -> source[from] == 'P' ? PATCH.orOther(source, from) : TRACE.orOther(source, from);
            case 6 -> DELETE.orOther(source, from);
            case 7 -> source[from] == 'O' ? OPTIONS.orOther(source, from) : CONNECT.orOther(source, from);
            default -> OTHER;
        };
    }

    private Method orOther(byte[] source, int from) {
        byte[] own = text.array();
        for (int i = 0; i < own.length; i++) {
            if (source[from + i] != own[i]) {
                return OTHER;
            }
        }
        return this;
    }

    /** The method in lower case, as metrics label it. */
    public String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
