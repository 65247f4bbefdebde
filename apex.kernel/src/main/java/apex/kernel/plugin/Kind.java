package apex.kernel.plugin;

import apex.spi.filter.FilterProvider;
import apex.spi.lb.BalancerProvider;
import apex.spi.lb.HealthRuleProvider;
import apex.spi.transport.TransportProvider;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The kinds of provider that have a name for configurations; a transport can ask for more. */
enum Kind {
    FILTER(
            FilterProvider.class,
            "filter",
            "-",
            "hyphens",
            p -> ((FilterProvider<?>) p).name(),
            List.of(
                    new Part("settings", p -> ((FilterProvider<?>) p).settings()),
                    new Part("ordering", p -> ((FilterProvider<?>) p).ordering()))),
    BALANCER(
            BalancerProvider.class,
            "balancer",
            "_",
            "underscores",
            p -> ((BalancerProvider<?>) p).name(),
            List.of(new Part("settings", p -> ((BalancerProvider<?>) p).settings()))),
    HEALTH_RULE(
            HealthRuleProvider.class,
            "health rule",
            "_",
            "underscores",
            p -> ((HealthRuleProvider<?>) p).name(),
            List.of(new Part("settings", p -> ((HealthRuleProvider<?>) p).settings()))),
    TRANSPORT(
            TransportProvider.class,
            "transport",
            "_",
            "underscores",
            p -> ((TransportProvider) p).name(),
            List.of(new Part("extensionPoints", p -> ((TransportProvider) p).extensionPoints())));

    /** What a provider has to answer with something that is not null. */
    record Part(String method, Function<Object, Object> of) {}

    private final Class<?> type;
    private final String label;
    private final Pattern format;
    private final String expected;
    private final Function<Object, String> name;
    private final List<Part> parts;

    Kind(Class<?> type, String label, String joint, String joints, Function<Object, String> name, List<Part> parts) {
        this.type = type;
        this.label = label;
        this.format = Pattern.compile("[a-z0-9]+(" + joint + "[a-z0-9]+)*");
        this.expected = "lower-case letters, digits and " + joints;
        this.name = name;
        this.parts = parts;
    }

    Class<?> type() {
        return type;
    }

    /** The kind as people call it. */
    String label() {
        return label;
    }

    /** What names of this kind are made of. */
    String expected() {
        return expected;
    }

    boolean isName(String candidate) {
        return format.matcher(candidate).matches();
    }

    String nameOf(Object provider) {
        return name.apply(provider);
    }

    List<Part> parts() {
        return parts;
    }
}
