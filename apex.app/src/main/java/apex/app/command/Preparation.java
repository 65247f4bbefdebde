package apex.app.command;

import apex.app.config.AppConfig;
import apex.app.config.Reading;
import apex.app.process.DescriptorLimit;
import apex.app.process.LogSetup;
import apex.app.process.PluginFolders;
import apex.app.section.LogLevel;
import apex.kernel.Gateway;
import apex.kernel.GatewayException;
import apex.kernel.plugin.PluginCatalog;
import apex.kernel.plugin.PluginException;
import apex.kernel.plugin.PluginLoader;
import apex.spi.settings.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * All that a start needs, checked as far as that goes without opening a port.
 *
 * @param config may be run only when there are no problems
 * @param plugins null when they could not be loaded
 * @param problems everything that is wrong with configuration, plugins and process, in the order of the file
 * @param warnings what does not prevent a start
 */
record Preparation(AppConfig config, PluginCatalog plugins, List<Problem> problems, List<String> warnings)
        implements AutoCloseable {
    /** Reads plugins and checks the configuration against them. */
    static Preparation toCheck(Reading reading, ProcessOptions options) {
        return of(reading, options, true);
    }

    /**
     * As {@link #toCheck}, without assembling the gateway for trial when all else is well: the start that follows does so, and with
     * many routes twice would take twice the time. When that start fails, {@link #problemsOf} has what a check finds.
     */
    static Preparation toRun(Reading reading, ProcessOptions options) {
        return of(reading, options, false);
    }

    private static Preparation of(Reading reading, ProcessOptions options, boolean always) {
        List<Problem> problems = new ArrayList<>(reading.problems());
        AppConfig config = reading.config() == null ? null : options.over(reading.config());
        // Before anything that may hold a logger is loaded.
        LogSetup.apply(config == null ? LogLevel.INFO : config.settings().logLevel());
        PluginCatalog plugins = load(options.plugins, problems);
        List<String> warnings = new ArrayList<>();
        if (config != null) {
            Optional<DescriptorLimit> limit = DescriptorLimit.of(config.gateway());
            Optional<Problem> tooLow = limit.flatMap(DescriptorLimit::problem);
            if (plugins != null && (always || !problems.isEmpty() || tooLow.isPresent())) {
                problems.addAll(Gateway.check(config.gateway(), plugins));
            }
            tooLow.ifPresent(problems::add);
            limit.flatMap(DescriptorLimit::warning).ifPresent(warnings::add);
        }
        return new Preparation(config, plugins, inOrder(config, problems), warnings);
    }

    /** What to tell of a start that failed: all that is wrong with the configuration, or else what the start itself met with. */
    List<Problem> problemsOf(GatewayException failure) {
        List<Problem> found = Gateway.check(config.gateway(), plugins);
        return found.isEmpty() ? failure.problems() : inOrder(config, found);
    }

    private static List<Problem> inOrder(AppConfig config, List<Problem> problems) {
        return new Reading(config, List.copyOf(new LinkedHashSet<>(problems))).problems();
    }

    /** Lets the plugins go; nothing that came from them may be in use any more. */
    @Override
    public void close() {
        if (plugins != null) {
            plugins.close();
        }
    }

    private static PluginCatalog load(List<Path> named, List<Problem> problems) {
        String home = System.getProperty("apex.home");
        Path here = Path.of("");
        List<Path> folders = PluginFolders.find(named, home == null ? null : Path.of(home), here);
        ModuleLayer layer = Preparation.class.getModule().getLayer();
        try {
            return PluginLoader.load(folders, layer == null ? ModuleLayer.boot() : layer);
        } catch (PluginException e) {
            problems.addAll(e.problems());
            return null;
        }
    }
}
