package apex.spi.exchange;

import java.util.Arrays;

/**
 * The fields (headers or trailers) of one message, in the order and the spelling in which they arrived.
 *
 * <p>Names and values are offsets into the head's {@link Arena}. Each field has an index from 0 up to {@link #end}; removing
 * marks an index, adding appends one, so indices stay valid. Well-known names are found in constant time. Iterate with:
 *
 * <pre>{@code for (int i = fields.next(-1); i >= 0; i = fields.next(i)) { … } }</pre>
 *
 * <p>Every method that adds throws {@link HeadTooLargeException} when there is no room and {@link IllegalArgumentException} when
 * name or value could split a message: a value must not have control bytes other than tab (RFC 9110 section 5.5).
 */
public final class Fields {
    /** Most fields that one head can have, removed ones counted. */
    public static final int MOST = 256;

    private static final int STRIDE = 6;
    private static final int NAME = 0;
    private static final int NAME_LENGTH = 1;
    private static final int VALUE = 2;
    private static final int VALUE_LENGTH = 3;
    private static final int LINE_LENGTH = 4;
    private static final int NUMBER = 5;
    private static final int REMOVED = -2;
    private static final int UNKNOWN = -1;

    private final Arena arena;
    private int[] table = new int[16 * STRIDE];
    private int[] first = new int[64];
    private int end;

    /** Fields without content whose bytes will live in {@code arena}. */
    public Fields(Arena arena) {
        this.arena = arena;
        Arrays.fill(first, -1);
    }

    /** Forgets all fields; the arena is left alone. */
    public void clear() {
        for (int i = 0; i < end; i++) {
            int number = table[i * STRIDE + NUMBER];
            if (number >= 0) {
                first[number] = -1;
            }
        }
        end = 0;
    }

    /** One more than the largest index in use. */
    public int end() {
        return end;
    }

    /** The first index after {@code index} that is not removed, or -1. Start with -1. */
    public int next(int index) {
        for (int i = index + 1; i < end; i++) {
            if (table[i * STRIDE + NUMBER] != REMOVED) {
                return i;
            }
        }
        return -1;
    }

    /** The index of the first field with that name, or -1; constant in time. */
    public int find(FieldName name) {
        return name.number() < first.length ? first[name.number()] : -1;
    }

    /** Whether there is a field with that name. */
    public boolean has(FieldName name) {
        return find(name) >= 0;
    }

    /** The index of the next field after {@code index} that has the same well-known name, or -1. */
    public int findNext(FieldName name, int index) {
        for (int i = index + 1; i < end; i++) {
            if (table[i * STRIDE + NUMBER] == name.number()) {
                return i;
            }
        }
        return -1;
    }

    /** The value of the first field with that name as a string that may be kept, or null. Allocates. */
    public String get(FieldName name) {
        int index = find(name);
        return index < 0 ? null : value(index, new Text()).toString();
    }

    /** The well-known name at {@code index}, or null if that name is not well known. */
    public FieldName nameAt(int index) {
        int number = table[index * STRIDE + NUMBER];
        return number < 0 ? null : FieldName.numbered(number);
    }

    /** Turns {@code view} to the name at {@code index}, spelled as it arrived, and returns it. */
    public Text name(int index, Text view) {
        int at = index * STRIDE;
        return view.wrap(arena.bytes(), table[at + NAME], table[at + NAME_LENGTH]);
    }

    /** Turns {@code view} to the value at {@code index}, without white space around it, and returns it. */
    public Text value(int index, Text view) {
        int at = index * STRIDE;
        return view.wrap(arena.bytes(), table[at + VALUE], table[at + VALUE_LENGTH]);
    }

    /** The arena offset of the value at {@code index}. */
    public int valueStart(int index) {
        return table[index * STRIDE + VALUE];
    }

    /** The length of the value at {@code index} in bytes. */
    public int valueLength(int index) {
        return table[index * STRIDE + VALUE_LENGTH];
    }

    /** Appends a field. */
    public void add(FieldName name, Text value) {
        add(name, value.array(), value.offset(), value.length());
    }

    /** Appends a field whose value is given as bytes. */
    @SuppressWarnings("ReferenceEquality") // whether it is the arena's own array is the question
    public void add(FieldName name, byte[] value, int from, int length) {
        requireCleanValue(value, from, length);
        if (value == arena.bytes()) {
            int at = arena.appendOwn(from, length);
            put(name, at, length);
            return;
        }
        put(name, arena.append(value, from, length), length);
    }

    /** Appends a field with a name that need not be well known, spelled as it is given. */
    public void add(Text name, Text value) {
        FieldName known = FieldName.find(name.array(), name.offset(), name.length());
        if (known == null) {
            requireToken(name);
        }
        requireCleanValue(value.array(), value.offset(), value.length());
        arena.ensure(name.length() + value.length());
        int nameAt = arena.append(name.array(), name.offset(), name.length());
        int valueAt = arena.append(value.array(), value.offset(), value.length());
        parsed(nameAt, name.length(), valueAt, value.length(), 0, known);
    }

    /** Replaces all fields of that name by one. */
    public void set(FieldName name, Text value) {
        remove(name);
        add(name, value);
    }

    /** Removes all fields of that name; whether there was one. */
    public boolean remove(FieldName name) {
        int index = find(name);
        if (index < 0) {
            return false;
        }
        first[name.number()] = -1;
        for (int i = index; i < end; i++) {
            if (table[i * STRIDE + NUMBER] == name.number()) {
                table[i * STRIDE + NUMBER] = REMOVED;
            }
        }
        return true;
    }

    /** Removes the field at {@code index}. */
    public void removeAt(int index) {
        int at = index * STRIDE;
        int number = table[at + NUMBER];
        table[at + NUMBER] = REMOVED;
        if (number >= 0 && first[number] == index) {
            first[number] = -1;
            for (int i = index + 1; i < end; i++) {
                if (table[i * STRIDE + NUMBER] == number) {
                    first[number] = i;
                    return;
                }
            }
        }
    }

    /**
     * For parsers: appends a field whose bytes lie in the arena already and have been checked.
     *
     * @param lineLength the bytes from the name's first to the end of the line's CRLF if they stand in the arena exactly as an
     *     HTTP/1 peer may receive them, otherwise 0
     * @param known the well-known name, or null
     * @throws HeadTooLargeException when there are {@link #MOST} fields already
     */
    public void parsed(int name, int nameLength, int value, int valueLength, int lineLength, FieldName known) {
        if (end == MOST) {
            throw HeadTooLargeException.INSTANCE;
        }
        int at = end * STRIDE;
        if (at == table.length) {
            table = Arrays.copyOf(table, table.length * 2);
        }
        table[at + NAME] = name;
        table[at + NAME_LENGTH] = nameLength;
        table[at + VALUE] = value;
        table[at + VALUE_LENGTH] = valueLength;
        table[at + LINE_LENGTH] = lineLength;
        table[at + NUMBER] = known == null ? UNKNOWN : known.number();
        if (known != null) {
            note(known.number(), end);
        }
        end++;
    }

    /**
     * For writers: the length of the whole line of the field at {@code index} as it lies in the arena from the name on, or 0 when
     * it has to be written from name and value.
     */
    public int lineLength(int index) {
        return table[index * STRIDE + LINE_LENGTH];
    }

    /** For writers: the arena offset of the name at {@code index}. */
    public int nameStart(int index) {
        return table[index * STRIDE + NAME];
    }

    /** The length of the name at {@code index} in bytes. */
    public int nameLength(int index) {
        return table[index * STRIDE + NAME_LENGTH];
    }

    /** For writers: the array that the offsets point into, until the next addition. */
    public byte[] bytes() {
        return arena.bytes();
    }

    private void put(FieldName name, int valueAt, int valueLength) {
        arena.ensure(name.length());
        int nameAt = arena.used();
        name.copyTo(arena.bytes(), nameAt);
        arena.advance(name.length());
        parsed(nameAt, name.length(), valueAt, valueLength, 0, name);
    }

    private void note(int number, int index) {
        if (number >= first.length) {
            int before = first.length;
            first = Arrays.copyOf(first, Math.max(number + 1, before * 2));
            Arrays.fill(first, before, first.length, -1);
        }
        if (first[number] < 0) {
            first[number] = index;
        }
    }

    private static void requireCleanValue(byte[] value, int from, int length) {
        for (int i = from; i < from + length; i++) {
            byte octet = value[i];
            if ((octet >= 0 && octet < ' ' && octet != '\t') || octet == 0x7F) {
                throw new IllegalArgumentException("field value: byte 0x%02x at %d (expected: no control byte but tab)"
                        .formatted(octet, i - from));
            }
        }
    }

    private static void requireToken(Text name) {
        if (!FieldName.isToken(name)) {
            throw new IllegalArgumentException(
                    "field name: \"" + name + "\" (expected: a token, RFC 9110 section 5.1)");
        }
    }
}
