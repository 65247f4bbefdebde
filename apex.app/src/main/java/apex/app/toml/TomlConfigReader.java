package apex.app.toml;

import apex.app.config.ConfigMapper;
import apex.app.config.Reading;
import apex.spi.settings.Place;
import apex.spi.settings.Problem;
import apex.spi.settings.SettingsTable;
import apex.spi.settings.SettingsValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlEntry;
import org.tomlj.TomlKeyValue;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads a configuration that is written in TOML. */
public final class TomlConfigReader {
    /** The largest file that is read, in bytes. */
    static final int LARGEST = 16 << 20;

    private final String source;

    TomlConfigReader(String source) {
        this.source = source;
    }

    /** The configuration in {@code file}; places name it as it is given here. */
    public static Reading read(Path file) {
        TomlConfigReader reader = new TomlConfigReader(file.toString());
        if (Files.isDirectory(file)) {
            return reader.failed(
                    "is a directory (expected: a TOML file)", "name the file in it: " + file.resolve("apex.toml"));
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException e) {
            return reader.failed(
                    "no such file (expected: a TOML file)",
                    "name another with --config FILE; apex run alone needs none");
        } catch (AccessDeniedException e) {
            return reader.failed("may not be read by this user (expected: a readable TOML file)", "");
        } catch (IOException e) {
            return reader.failed("cannot be read: " + e.getMessage() + " (expected: a readable TOML file)", "");
        }
        if (bytes.length > LARGEST) {
            return reader.failed("is larger than 16 MiB (expected: a TOML file of at most 16 MiB)", "");
        }
        return reader.decode(bytes);
    }

    /** The configuration that {@code text} is; {@code source} names it in places. */
    static Reading parse(String text, String source) {
        return new TomlConfigReader(source).parse(text);
    }

    private Reading decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
        try {
            return parse(strict.decode(in).toString());
        } catch (CharacterCodingException e) {
            int line = 1;
            int start = 0;
            for (int i = 0; i < in.position(); i++) {
                if (bytes[i] == '\n') {
                    line++;
                    start = i + 1;
                }
            }
            String before = new String(bytes, start, in.position() - start, StandardCharsets.UTF_8);
            Place place = new Place(source, line, before.length() + 1);
            return Reading.failed(
                    List.of(new Problem(place, "not UTF-8 from here on (expected: a TOML file in UTF-8)")));
        }
    }

    private Reading parse(String text) {
        // Editors of one platform put a byte order mark in front; TOML has no place for it.
        String toml = text.startsWith("\uFEFF") ? text.substring(1) : text;
        Optional<SettingsTable> plain = PlainToml.read(toml, source);
        return plain.isPresent() ? ConfigMapper.map(plain.get()) : parseAll(toml);
    }

    private Reading parseAll(String toml) {
        TomlParseResult result = Toml.parse(toml, TomlParseOptions.sourceless());
        if (result.hasErrors()) {
            return Reading.failed(result.errors().stream()
                    .map(error -> new Problem(place(error.position()), error.getMessage()))
                    .toList());
        }
        return ConfigMapper.map(table(result));
    }

    /** The whole of what the library has read. */
    SettingsTable table(TomlParseResult result) {
        return table(result, new Place(source, 0, 0));
    }

    private Reading failed(String message, String hint) {
        return Reading.failed(List.of(new Problem(new Place(source, 0, 0), message, hint)));
    }

    private SettingsTable table(TomlTable table, Place place) {
        Map<String, SettingsValue> values = new LinkedHashMap<>();
        for (String key : table.keySet()) {
            TomlKeyValue entry = table.entry(List.of(key));
            values.put(key, value(entry.value().get(), place(entry.position())));
        }
        return new SettingsTable(values, place);
    }

    private SettingsValue value(Object value, Place place) {
        return switch (value) {
            case TomlTable table -> new SettingsValue(table(table, place), place);
            case TomlArray array -> new SettingsValue(list(array), place);
            default -> new SettingsValue(value, place);
        };
    }

    private List<SettingsValue> list(TomlArray array) {
        List<SettingsValue> values = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            TomlEntry entry = array.entry(i);
            values.add(value(entry.value().get(), place(entry.position())));
        }
        return List.copyOf(values);
    }

    private Place place(TomlPosition position) {
        return new Place(source, position.line(), position.column());
    }
}
