package apex.app.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which folders plugins are taken from: those that are named, else those that are there by custom. */
public final class PluginFolders {
    private PluginFolders() {}

    /**
     * The folders to search, each once. Those that the user names are not looked at here: the loader refuses what is no folder.
     *
     * @param home the distribution's folder, or null when this is none
     * @param here the working directory
     */
    public static List<Path> find(List<Path> named, Path home, Path here) {
        if (!named.isEmpty()) {
            return once(named);
        }
        List<Path> folders = new ArrayList<>();
        if (home != null) {
            folders.add(home.resolve("plugins"));
        }
        folders.add(here.resolve("plugins"));
        folders.removeIf(folder -> !Files.isDirectory(folder));
        return once(folders);
    }

    private static List<Path> once(List<Path> folders) {
        Set<Path> seen = new LinkedHashSet<>();
        List<Path> result = new ArrayList<>();
        for (Path folder : folders) {
            if (seen.add(real(folder))) {
                result.add(folder);
            }
        }
        return List.copyOf(result);
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath().normalize();
        }
    }
}
