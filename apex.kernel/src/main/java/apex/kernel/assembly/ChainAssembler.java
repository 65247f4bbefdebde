package apex.kernel.assembly;

import apex.kernel.chain.Chain;
import apex.kernel.chain.SlotSlabs;
import apex.kernel.config.StepConfig;
import apex.kernel.plugin.PluginCatalog;
import apex.spi.Platform;
import apex.spi.filter.Filter;
import apex.spi.filter.FilterProvider;
import apex.spi.filter.Ordering;
import apex.spi.settings.Nearest;
import apex.spi.settings.Problem;
import apex.spi.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.stream.Stream;

/** Makes the filters of a listener and of its routes, and checks that each stands where it may. */
final class ChainAssembler {
    /** The filters of one part of a chain, with their slots. */
    record Part(List<Chain.Step> steps, SlotSlabs slots) {}

    private final PluginCatalog catalog;
    private final Platform platform;
    private final List<Problem> problems;

    ChainAssembler(PluginCatalog catalog, Platform platform, List<Problem> problems) {
        this.catalog = catalog;
        this.platform = platform;
        this.problems = problems;
    }

    Part part(List<StepConfig> configs, boolean ofListener) {
        SlotSlabs slots = new SlotSlabs(platform.loops().size());
        List<Chain.Step> steps = new ArrayList<>();
        for (StepConfig config : configs) {
            filter(config, new ChainContext(config.place(), platform, slots, ofListener))
                    .ifPresent(filter -> steps.add(new Chain.Step(config.name(), filter)));
        }
        return new Part(List.copyOf(steps), slots);
    }

    private Optional<Filter> filter(StepConfig config, ChainContext context) {
        Optional<FilterProvider<?>> provider = catalog.filter(config.name());
        if (provider.isEmpty()) {
            problems.add(unknown("filter", config, catalog.filterNames()));
            return Optional.empty();
        }
        try {
            return Optional.of(create(provider.get(), config, context));
        } catch (SettingsException e) {
            problems.addAll(e.problems());
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
            problems.add(failed("filter", config, e));
        }
        return Optional.empty();
    }

    private static <S extends Record> Filter create(
            FilterProvider<S> provider, StepConfig config, ChainContext context) {
        Filter filter = provider.create(provider.settings().bind(config.settings()), context);
        if (filter == null) {
            throw new IllegalStateException(provider.getClass().getName() + ".create returned null");
        }
        return filter;
    }

    /** Reports each filter that stands on the wrong side of another. */
    void checkOrder(List<StepConfig> chain) {
        for (int i = 0; i < chain.size(); i++) {
            StepConfig step = chain.get(i);
            Ordering ordering =
                    catalog.filter(step.name()).map(FilterProvider::ordering).orElse(Ordering.ANYWHERE);
            for (int j = 0; j < chain.size(); j++) {
                String other = chain.get(j).name();
                if (j > i && ordering.after().contains(other)) {
                    problems.add(misplaced(step, "after", other));
                } else if (j < i && ordering.before().contains(other)) {
                    problems.add(misplaced(step, "before", other));
                }
            }
        }
    }

    private static Problem misplaced(StepConfig step, String relation, String other) {
        return new Problem(
                step.place(),
                "filter " + step.name() + ": has to stand " + relation + " " + other + " in the chain",
                "move it " + relation + " " + other);
    }

    static Problem unknown(String kind, StepConfig config, List<String> known) {
        return new Problem(
                config.place(),
                kind + ": \"" + config.name() + "\" is not known (expected: " + String.join(", ", known) + ")",
                Nearest.to(config.name(), known)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("drop the plugin that provides it into plugins/"));
    }

    static Problem failed(String kind, StepConfig config, Throwable cause) {
        return new Problem(config.place(), kind + " " + config.name() + ": failed to start: " + cause);
    }

    static List<StepConfig> joined(List<StepConfig> listener, List<StepConfig> route) {
        return Stream.concat(listener.stream(), route.stream()).toList();
    }
}
