package apex.app.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFoldersTest {
    @TempDir
    Path home;

    @TempDir
    Path here;

    @Test
    void byCustomBothFoldersAreSearchedTheDistributionsFirst() throws IOException {
        Path ofHome = Files.createDirectory(home.resolve("plugins"));
        Path ofHere = Files.createDirectory(here.resolve("plugins"));

        assertEquals(List.of(ofHome, ofHere), PluginFolders.find(List.of(), home, here));
    }

    @Test
    void aFolderThatIsNotThereIsNotAskedFor() throws IOException {
        Files.createFile(home.resolve("plugins"));

        assertEquals(List.of(), PluginFolders.find(List.of(), home, here));
        assertEquals(List.of(), PluginFolders.find(List.of(), null, here));
    }

    @Test
    void theSameFolderIsSearchedOnce() throws IOException {
        Path folder = Files.createDirectory(home.resolve("plugins"));
        Path link = Files.createSymbolicLink(here.resolve("plugins"), folder);

        assertEquals(List.of(folder), PluginFolders.find(List.of(), home, here));
        assertEquals(List.of(link), PluginFolders.find(List.of(link, folder, link), home, here));
    }

    @Test
    void namedFoldersReplaceTheCustomEvenWhenTheyAreMissing() throws IOException {
        Files.createDirectory(home.resolve("plugins"));
        Path missing = here.resolve("nowhere");

        assertEquals(List.of(missing), PluginFolders.find(List.of(missing), home, here));
    }
}
