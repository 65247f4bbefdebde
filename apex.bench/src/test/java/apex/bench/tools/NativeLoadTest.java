package apex.bench.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.figures.LoadResult;
import apex.bench.load.LoadWatcher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is told to the load in C, and what is read of it. */
@DisabledOnOs(OS.WINDOWS)
class NativeLoadTest {
    private static final String RESULT =
            "{\"requests\":1000,\"seconds\":2.5,\"bytes\":9,\"errors\":{\"connect\":1,\"read\":2,\"write\":0,\"status\":4,"
                    + "\"timeout\":0},\"latency_ns\":{\"mean\":5,\"p50\":10,\"p90\":20,\"p99\":30,\"p99.9\":40,\"max\":50}}";

    @TempDir
    Path folder;

    @Test
    void theResultIsReadWithAllItsErrors() {
        assertEquals(new LoadResult(1_000, 2.5, 10, 30, 40, 7), NativeLoad.parse(RESULT));
    }

    @Test
    void aResultWithoutPercentilesIsRefused() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> NativeLoad.parse(RESULT.replace("\"p99.9\"", "\"p99.8\"")));
        assertEquals("JSON: \"p99.9\" is null (expected: a number)", refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> NativeLoad.parse(""));
    }

    @Test
    void slicesAreReadInTheirOrder() {
        String sliced = RESULT.replaceFirst("}$", ",\"slice_ms\":250,\"slices\":[0,7,30]}");
        assertEquals(new Slices(0.25, List.of(0L, 7L, 30L)), Slices.parse(sliced));
        assertEquals(NativeLoad.parse(RESULT), NativeLoad.parse(sliced));
    }

    @Test
    void aResultWithoutSlicesIsRefusedWhereTheyAreAskedFor() {
        assertThrows(IllegalArgumentException.class, () -> Slices.parse(RESULT));
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> Slices.parse(RESULT.replaceFirst("}$", ",\"slice_ms\":250,\"slices\":[]}")));
        assertEquals("load: slices are [] (expected: a number for each slice of time)", refusal.getMessage());
    }

    @Test
    void itIsToldTheWorkloadAndSaysWhenItMeasures() throws Exception {
        Path words = folder.resolve("words");
        Path program =
                program("echo \"$@\" > " + words + "; echo measuring >&2; echo measured >&2; echo '" + RESULT + "'");
        List<String> heard = new ArrayList<>();
        LoadWatcher watcher = new LoadWatcher() {
            @Override
            public void measuringBegins() {
                heard.add("begins");
            }

            @Override
            public void measuringEnds() {
                heard.add("ends");
            }
        };
        NativeLoad load = new NativeLoad(program, List.of("--pipeline", "16"), 3, OptionalLong.of(500));
        assertEquals(
                1_000, load.run(URI.create("http://127.0.0.1:7/"), 2, watcher).requests());
        assertEquals(List.of("begins", "ends"), heard);
        assertEquals(
                "--to 127.0.0.1:7 --connections 3 --seconds 2 --pipeline 16 --rate 500",
                Files.readString(words).strip());
    }

    @Test
    void whatItSaysWhenItFailsIsPassedOn() throws Exception {
        Path program = program("echo measuring >&2; echo load: nobody answers >&2; exit 1");
        NativeLoad load = new NativeLoad(program, List.of(), 1, OptionalLong.empty());
        IOException failure =
                assertThrows(IOException.class, () -> load.run(URI.create("http://127.0.0.1:7/"), 1, LoadWatcher.NONE));
        assertTrue(
                failure.getMessage().contains("ended with code 1; its words: load: nobody answers"),
                failure::getMessage);
    }

    private Path program(String script) throws IOException {
        Path program = folder.resolve("load");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
}
