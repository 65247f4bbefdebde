package apex.docs;

import apex.app.admin.ProcessMetrics;
import apex.kernel.metrics.GatewayMetrics;
import apex.spi.exchange.Reason;
import apex.spi.filter.FilterProvider;
import apex.spi.lb.BalancerProvider;
import apex.spi.lb.HealthRuleProvider;
import apex.spi.settings.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what stands between {@code <!-- held: … -->} and {@code <!-- /held -->}, from descriptors and code. */
final class HeldBlocks {
    private final CompiledCode code;

    HeldBlocks(CompiledCode code) {
        this.code = code;
    }

    /**
     * The content that a block must have.
     *
     * @param present what it has; only texts that people write into it are taken from there
     * @throws IllegalArgumentException when nobody knows such a block
     */
    String content(String title, String present) {
        String[] words = title.split(" ", 2);
        String subject = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "descriptor" -> descriptor(subject);
            case "graph" -> graph();
            case "metrics" -> metrics();
            case "reasons" -> reasons(present);
            case "settings" -> settings(subject);
            case "source" -> source(subject);
            default ->
                throw new IllegalArgumentException("held: " + title
                        + " (expected: descriptor MODULE, graph, metrics, reasons, settings KIND or source FILE)");
        };
    }

    private String descriptor(String name) {
        ModuleDescriptor module = code.modules().get(name);
        if (module == null) {
            throw new IllegalArgumentException("held: descriptor " + name + " (expected: one of "
                    + code.modules().keySet() + ")");
        }
        StringBuilder text = new StringBuilder();
        append(text, "Requires", requires(module));
        append(
                text,
                "Exports",
                module.exports().stream()
                        .sorted(Comparator.comparing(Exports::source))
                        .map(each ->
                                "`" + each.source() + "`" + (each.isQualified() ? " to " + quoted(each.targets()) : ""))
                        .toList());
        append(
                text,
                "Uses",
                module.uses().stream().sorted().map(each -> "`" + each + "`").toList());
        append(
                text,
                "Provides",
                module.provides().stream()
                        .sorted(Comparator.comparing(Provides::service))
                        .map(each -> "`" + each.service() + "` with " + quoted(each.providers()))
                        .toList());
        return text.toString();
    }

    private static List<String> requires(ModuleDescriptor module) {
        return module.requires().stream()
                .filter(each -> !each.modifiers().contains(Requires.Modifier.MANDATED))
                .sorted(Comparator.comparing(Requires::name))
                .map(each -> "`" + each.name() + "`"
                        + (each.modifiers().contains(Requires.Modifier.TRANSITIVE) ? " (transitive)" : "")
                        + (each.modifiers().contains(Requires.Modifier.STATIC) ? " (static)" : ""))
                .toList();
    }

    private static void append(StringBuilder text, String directive, List<String> items) {
        text.append(text.isEmpty() ? "" : "\n").append("**").append(directive).append("**");
        if (items.isEmpty()) {
            text.append(" nothing\n");
            return;
        }
        text.append("\n\n");
        items.forEach(item -> text.append("- ").append(item).append('\n'));
    }

    private static String quoted(Iterable<String> names) {
        var sorted = new TreeSet<String>();
        names.forEach(sorted::add);
        return sorted.stream().map(each -> "`" + each + "`").collect(Collectors.joining(", "));
    }

    private String graph() {
        StringBuilder text = new StringBuilder("```mermaid\ngraph TD\n");
        code.modules()
                .forEach((name, module) -> module.requires().stream()
                        .map(Requires::name)
                        .filter(code.modules()::containsKey)
                        .sorted()
                        .forEach(required -> text.append("    ")
                                .append(name)
                                .append(" --> ")
                                .append(required)
                                .append('\n')));
        return text.append("```\n").toString();
    }

    private static String metrics() {
        StringBuilder text = new StringBuilder("| metric | kind | labels | meaning |\n|---|---|---|---|\n");
        Stream.of(GatewayMetrics.ALL, ProcessMetrics.ALL)
                .flatMap(List::stream)
                .forEach(metric -> text.append("| `%s` | %s | %s | %s |%n"
                        .formatted(
                                metric.name(),
                                metric.kind().name().toLowerCase(Locale.ROOT),
                                metric.labels().stream()
                                        .map(label -> "`" + label + "`")
                                        .collect(Collectors.joining(", ")),
                                metric.help())));
        return text.toString();
    }

    /** The last column is written by people and kept. */
    private static String reasons(String present) {
        Map<String, String> advice = new HashMap<>();
        for (String line : present.lines().toList()) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 7) {
                advice.put(cells[1].strip(), cells[5].strip());
            }
        }
        StringBuilder text =
                new StringBuilder("| code | side | status | sentence | what to do |\n|---|---|---|---|---|\n");
        for (Reason reason : Reason.all()) {
            String name = "`" + reason.code() + "`";
            text.append("| %s | %s | %d | %s | %s |%n"
                    .formatted(
                            name,
                            reason.side().name().toLowerCase(Locale.ROOT),
                            reason.status(),
                            reason.sentence(),
                            advice.getOrDefault(name, "")));
        }
        return text.toString();
    }

    private String settings(String kind) {
        Map<String, Schema<?>> schemas = new TreeMap<>();
        switch (kind) {
            case "filters" ->
                providers(FilterProvider.class).forEach(each -> schemas.put(each.name(), each.settings()));
            case "balancers" ->
                providers(BalancerProvider.class).forEach(each -> schemas.put(each.name(), each.settings()));
            case "health" ->
                providers(HealthRuleProvider.class).forEach(each -> schemas.put(each.name(), each.settings()));
            default ->
                throw new IllegalArgumentException(
                        "held: settings " + kind + " (expected: filters, balancers, health)");
        }
        StringBuilder text = new StringBuilder();
        schemas.forEach((name, schema) -> {
            text.append(text.isEmpty() ? "" : "\n").append("### `").append(name).append("`\n\n");
            if (schema.keys().isEmpty()) {
                text.append("No settings.\n");
                return;
            }
            text.append("| key | type | default | range | meaning |\n|---|---|---|---|---|\n");
            schema.keys().forEach(key -> text.append(row(key)));
        });
        return text.isEmpty() ? "None.\n" : text.toString();
    }

    private static String row(Schema.Key key) {
        boolean bounded = key.min() != Long.MIN_VALUE || key.max() != Long.MAX_VALUE;
        return "| `%s` | %s | %s | %s | %s |%n"
                .formatted(key.name(), type(key.type()), byDefault(key), bounded ? range(key) : "", key.meaning());
    }

    private static String byDefault(Schema.Key key) {
        if (key.isRequired()) {
            return "required";
        }
        return key.byDefault().isEmpty() ? "none" : "`" + key.byDefault() + "`";
    }

    private static String range(Schema.Key key) {
        String unit = key.type() == Duration.class ? " ms" : "";
        String least = key.min() == Long.MIN_VALUE ? "…" : String.valueOf(key.min());
        String most = key.max() == Long.MAX_VALUE ? "…" : String.valueOf(key.max());
        return least + " to " + most + unit;
    }

    private static String type(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(each -> "`" + ((Enum<?>) each).name().toLowerCase(Locale.ROOT) + "`")
                    .collect(Collectors.joining(" or "));
        }
        return switch (type.getSimpleName()) {
            case "int", "long" -> "whole number";
            case "double" -> "number";
            case "List" -> "list of strings";
            case "Map" -> "table of strings";
            default -> type.getSimpleName().toLowerCase(Locale.ROOT);
        };
    }

    /** Instances of all classes that some Apex module provides for a service, made as the kernel makes them. */
    private <T> List<T> providers(Class<T> service) {
        return code.modules().values().stream()
                .flatMap(module -> module.provides().stream())
                .filter(each -> each.service().equals(service.getName()))
                .flatMap(each -> each.providers().stream())
                .map(name -> service.cast(instance(name)))
                .toList();
    }

    private static Object instance(String name) {
        try {
            return Class.forName(name).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name + ": not to be instantiated as a provider", e);
        }
    }

    private static String source(String file) {
        Path path = Page.folder().getParent().resolve(file);
        try {
            String language = file.substring(file.lastIndexOf('.') + 1);
            return "```" + language + "\n" + Files.readString(path).stripTrailing() + "\n```\n";
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
