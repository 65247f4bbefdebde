package apex.spi.exchange;

import apex.spi.thread.Cold;
import apex.spi.thread.Frozen;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A well-known field name with its process-wide number. Parsers recognise well-known names while they read, so that a filter
 * finds such a field by number, without hashing or comparing strings. The set only grows: plugins add theirs at assembly.
 */
@Frozen
public final class FieldName {
    /** Most names that a process can know; a plugin that asks for more is refused at assembly. */
    public static final int MOST = 1024;

    private static final VarHandle TABLE_HANDLE;
    private static volatile Table table = new Table(new FieldName[0], new FieldName[256]);

    static {
        try {
            TABLE_HANDLE = MethodHandles.lookup().findStaticVarHandle(FieldName.class, "table", Table.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    public static final FieldName HOST = of("Host");
    public static final FieldName CONNECTION = of("Connection");
    public static final FieldName KEEP_ALIVE = of("Keep-Alive");
    public static final FieldName PROXY_CONNECTION = of("Proxy-Connection");
    public static final FieldName PROXY_AUTHENTICATE = of("Proxy-Authenticate");
    public static final FieldName PROXY_AUTHORIZATION = of("Proxy-Authorization");
    public static final FieldName TE = of("TE");
    public static final FieldName TRAILER = of("Trailer");
    public static final FieldName TRANSFER_ENCODING = of("Transfer-Encoding");
    public static final FieldName UPGRADE = of("Upgrade");
    public static final FieldName HTTP2_SETTINGS = of("HTTP2-Settings");
    public static final FieldName CONTENT_LENGTH = of("Content-Length");
    public static final FieldName CONTENT_TYPE = of("Content-Type");
    public static final FieldName CONTENT_ENCODING = of("Content-Encoding");
    public static final FieldName EXPECT = of("Expect");
    public static final FieldName DATE = of("Date");
    public static final FieldName SERVER = of("Server");
    public static final FieldName VIA = of("Via");
    public static final FieldName FORWARDED = of("Forwarded");
    public static final FieldName X_FORWARDED_FOR = of("X-Forwarded-For");
    public static final FieldName X_FORWARDED_PROTO = of("X-Forwarded-Proto");
    public static final FieldName X_FORWARDED_HOST = of("X-Forwarded-Host");
    public static final FieldName X_FORWARDED_PREFIX = of("X-Forwarded-Prefix");
    public static final FieldName X_REQUEST_ID = of("X-Request-Id");
    public static final FieldName USER_AGENT = of("User-Agent");
    public static final FieldName REFERER = of("Referer");
    public static final FieldName AUTHORIZATION = of("Authorization");
    public static final FieldName COOKIE = of("Cookie");
    public static final FieldName SET_COOKIE = of("Set-Cookie");
    public static final FieldName LOCATION = of("Location");
    public static final FieldName RETRY_AFTER = of("Retry-After");
    public static final FieldName ACCEPT = of("Accept");
    public static final FieldName ACCEPT_ENCODING = of("Accept-Encoding");
    public static final FieldName CACHE_CONTROL = of("Cache-Control");
    public static final FieldName ETAG = of("ETag");
    public static final FieldName VARY = of("Vary");
    public static final FieldName ALLOW = of("Allow");

    private final int number;
    private final String spelling;
    private final byte[] bytes;
    private final boolean underscored;

    private FieldName(int number, String spelling, byte[] bytes) {
        this.number = number;
        this.spelling = spelling;
        this.bytes = bytes;
        this.underscored = spelling.indexOf('_') >= 0;
    }

    /**
     * The well-known name with this spelling in any case, made known now if it was not. Any thread.
     *
     * @param spelling as it shall be written to HTTP/1 peers if it is new, for example {@code X-Request-Id}
     * @throws IllegalArgumentException if it is not a field name (RFC 9110 section 5.1) or {@link #MOST} names are known
     */
    @Cold
    public static FieldName of(String spelling) {
        byte[] bytes = spelling.getBytes(StandardCharsets.ISO_8859_1);
        if (!isToken(spelling)) {
            throw new IllegalArgumentException("field name: \"" + spelling
                    + "\" (expected: letters, digits and !#$%&'*+-.^_`|~, at least one, RFC 9110 section 5.1)");
        }
        while (true) {
            Table known = table;
            FieldName name = known.find(bytes, 0, bytes.length);
            if (name != null) {
                return name;
            }
            if (known.all.length == MOST) {
                throw new IllegalArgumentException(
                        "field name: \"" + spelling + "\" (" + MOST + " names are known already)");
            }
            FieldName added = new FieldName(known.all.length, spelling, bytes);
            if (TABLE_HANDLE.compareAndSet(known, known.with(added))) {
                return added;
            }
        }
    }

    /** The well-known name that these bytes spell in any case, or null. */
    public static FieldName find(byte[] source, int from, int length) {
        return table.find(source, from, length);
    }

    /** The name with this number. */
    public static FieldName numbered(int number) {
        return table.all[number];
    }

    /** The process-wide number, from 0. */
    public int number() {
        return number;
    }

    /** How many bytes the name has. */
    public int length() {
        return bytes.length;
    }

    /** Whether there is an underscore in the name, which some servers take for a hyphen. */
    public boolean hasUnderscore() {
        return underscored;
    }

    /** Copies the name, spelled as it was made known, to {@code target} from {@code at} on. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, bytes.length);
    }

    /** Whether these bytes spell this name in any case. */
    public boolean matches(byte[] source, int from, int length) {
        if (length != bytes.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            byte expected = bytes[i];
            byte found = source[from + i];
            if (expected != found && Text.lower(expected) != Text.lower(found)) {
                return false;
            }
        }
        return true;
    }

    /** The name in lower case, as messages and HTTP/2 write it. */
    public String lowerCase() {
        return spelling.toLowerCase(Locale.ROOT);
    }

    /** The name as it was made known. */
    @Override
    public String toString() {
        return spelling;
    }

    /** Whether {@code value} is a token: letters, digits and {@code !#$%&'*+-.^_`|~}, at least one (RFC 9110 section 5.6.2). */
    public static boolean isToken(CharSequence value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!alphanumeric && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    /** An immutable open-addressing table; adding makes a new one. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
    private record Table(FieldName[] all, FieldName[] slots) {
        FieldName find(byte[] source, int from, int length) {
            int mask = slots.length - 1;
            for (int i = hash(source, from, length) & mask; ; i = i + 1 & mask) {
                FieldName name = slots[i];
                if (name == null || name.matches(source, from, length)) {
                    return name;
                }
            }
        }

        Table with(FieldName added) {
            FieldName[] more = java.util.Arrays.copyOf(all, all.length + 1);
            more[all.length] = added;
            int size = slots.length;
            while (size < more.length * 4) {
                size *= 2;
            }
            FieldName[] table = new FieldName[size];
            for (FieldName name : more) {
                int i = hash(name.bytes, 0, name.bytes.length) & size - 1;
                while (table[i] != null) {
                    i = i + 1 & size - 1;
                }
                table[i] = name;
            }
            return new Table(more, table);
        }

        /** Looks at the length and three bytes: enough to tell well-known names apart, and constant in time. */
        private static int hash(byte[] source, int from, int length) {
            if (length == 0) {
                return 0;
            }
            int first = source[from] | 0x20;
            int middle = source[from + (length >> 1)] | 0x20;
            int last = source[from + length - 1] | 0x20;
            int hash = ((length * 31 + first) * 31 + middle) * 31 + last;
            return hash ^ hash >>> 7;
        }
    }
}
