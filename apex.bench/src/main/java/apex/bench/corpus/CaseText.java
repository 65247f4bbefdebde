package apex.bench.corpus;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text of a case, taken apart: {@code key: value} lines in their order, then sections of bytes, each behind a line of three
 * hyphens and, but for the first, its name.
 */
final class CaseText {
    /** The name of the section behind a rule without one. */
    static final String MAIN = "";

    private static final String RULE = "---";

    /** A line of the first part. */
    record Entry(String place, String key, String value) {}

    private final String file;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, byte[]> sections = new LinkedHashMap<>();

    private CaseText(String file) {
        this.file = file;
    }

    /** Takes the text of {@code file} apart. */
    static CaseText of(String file, String text) throws CorpusException {
        CaseText parts = new CaseText(file);
        String section = null;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int number = 0;
        for (String line : text.lines().toList()) {
            String place = file + ":" + ++number;
            if (line.startsWith(RULE) && (line.length() == RULE.length() || line.charAt(RULE.length()) == ' ')) {
                parts.endSection(section, bytes);
                section = line.substring(RULE.length()).strip();
                if (parts.sections.containsKey(section)) {
                    throw new CorpusException(place, "section \"" + section + "\" is here twice");
                }
            } else if (section == null) {
                parts.entry(place, line);
            } else {
                bytes.writeBytes(Notation.bytes(place, line));
            }
        }
        parts.endSection(section, bytes);
        if (!parts.sections.containsKey(MAIN)) {
            throw new CorpusException(file, "no bytes (expected: a line --- and the bytes behind it)");
        }
        return parts;
    }

    List<Entry> entries() {
        return entries;
    }

    /** The one value of {@code key}, or {@code byDefault} if the key is not there. */
    String value(String key, String byDefault) throws CorpusException {
        String value = null;
        for (Entry entry : entries) {
            if (entry.key().equals(key)) {
                if (value != null) {
                    throw new CorpusException(entry.place(), key + " is here twice");
                }
                value = entry.value();
            }
        }
        return value == null ? byDefault : value;
    }

    /** The one value of {@code key}, which must be there. */
    String value(String key) throws CorpusException {
        String value = value(key, "");
        if (value.isEmpty()) {
            throw new CorpusException(file, key + " is missing");
        }
        return value;
    }

    /** Refuses keys and sections that nothing reads. */
    void allow(List<String> keys, List<String> names) throws CorpusException {
        for (Entry entry : entries) {
            if (!keys.contains(entry.key())) {
                throw new CorpusException(entry.place(), "key \"" + entry.key() + "\" (expected: one of " + keys + ")");
            }
        }
        for (String name : sections.keySet()) {
            if (!names.contains(name)) {
                throw new CorpusException(file, "section \"" + name + "\" (expected: one of " + names + ")");
            }
        }
    }

    /** The bytes of a section, none if it is not there. */
    byte[] section(String name) {
        return sections.getOrDefault(name, new byte[0]);
    }

    private void entry(String place, String line) throws CorpusException {
        int colon = line.indexOf(": ");
        if (colon <= 0) {
            throw new CorpusException(place, "\"" + line + "\" (expected: key: value, or --- before the bytes)");
        }
        entries.add(new Entry(
                place, line.substring(0, colon), line.substring(colon + 2).strip()));
    }

    private void endSection(String name, ByteArrayOutputStream bytes) {
        if (name != null) {
            sections.put(name, bytes.toByteArray());
        }
        bytes.reset();
    }
}
