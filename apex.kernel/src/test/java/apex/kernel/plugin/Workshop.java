package apex.kernel.plugin;

import static java.util.stream.Collectors.joining;

import apex.spi.SpiVersion;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Makes jars of plugins, whole and broken, from source text. */
final class Workshop {
    /** A module descriptor's beginning, with the version of this SPI. */
    static final String CURRENT = "@apex.spi.SpiVersion(major = 1, minor = 0) ";

    private static final ToolProvider JAVAC = ToolProvider.findFirst("javac").orElseThrow();

    private final Path folder;
    private int count;

    Workshop(Path folder) {
        this.folder = folder;
    }

    /** The source of a filter, with {@code more} inside the class. */
    static String filter(String className, String name, String more) {
        return provider(
                className,
                "apex.spi.filter.FilterProvider<" + simple(className) + ".Settings>",
                name,
                "public apex.spi.filter.Filter create(Settings s, apex.spi.filter.FilterContext c) { return null; }\n"
                        + more);
    }

    /** The source of a balancer. */
    static String balancer(String className, String name) {
        return provider(
                className,
                "apex.spi.lb.BalancerProvider<" + simple(className) + ".Settings>",
                name,
                "public apex.spi.lb.Balancer create(Settings s, apex.spi.lb.BalancerContext c) { return null; }");
    }

    /** The source of a health rule. */
    static String healthRule(String className, String name) {
        return provider(
                className,
                "apex.spi.lb.HealthRuleProvider<" + simple(className) + ".Settings>",
                name,
                "public apex.spi.lb.HealthRule create(Settings s) { return null; }");
    }

    /** The source of a transport that asks for the providers of {@code extensionPoint}. */
    static String transport(String className, String name, String extensionPoint) {
        return """
                package %s;
                public final class %s implements apex.spi.transport.TransportProvider {
                    public %2$s() {}
                    public String name() { return "%s"; }
                    public apex.spi.transport.Transport open(apex.spi.Platform p, java.util.List<?> e) { return null; }
                    @Override public java.util.List<Class<?>> extensionPoints() { return java.util.List.of(%s.class); }
                }
                """.formatted(packageOf(className), simple(className), name, extensionPoint);
    }

    private static String provider(String className, String type, String name, String more) {
        return """
                package %s;
                public final class %s implements %s {
                    public record Settings() {}
                    public String name() { return %s; }
                    public apex.spi.settings.Schema<Settings> settings() {
                        return apex.spi.settings.Schema.of(java.lang.invoke.MethodHandles.lookup(), Settings.class);
                    }
                    %s
                }
                """.formatted(
                        packageOf(className), simple(className), type, name == null ? "null" : '"' + name + '"', more);
    }

    private static String packageOf(String className) {
        return className.substring(0, className.lastIndexOf('.'));
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** A jar to be built. */
    Build jar() {
        return new Build();
    }

    /** A sound plugin with one filter, {@code <module>.Provider}. */
    Build plugin(String module, String filter) {
        return jar().module(CURRENT + "module " + module + " { requires apex.spi; " + provides(module) + " }")
                .source(module + ".Provider", filter(module + ".Provider", filter, ""));
    }

    /** A plugin whose filter has {@code more} in its class. */
    Build plugin(String module, String filter, String more) {
        return plugin(module, filter).source(module + ".Provider", filter(module + ".Provider", filter, more));
    }

    static String provides(String module) {
        return "provides apex.spi.filter.FilterProvider with " + module + ".Provider;";
    }

    /** Where the classes of the SPI that runs lie. */
    static Path spi() {
        return Path.of(SpiVersion.class
                .getModule()
                .getLayer()
                .configuration()
                .findModule("apex.spi")
                .orElseThrow()
                .reference()
                .location()
                .orElseThrow());
    }

    /** One jar: its sources, what it is compiled against and what is done to it afterwards. */
    final class Build {
        private final Map<String, String> sources = new LinkedHashMap<>();
        private final Map<String, String> swapped = new LinkedHashMap<>();
        private final Map<String, byte[]> entries = new TreeMap<>();
        private final List<String> options = new ArrayList<>();
        private final List<Path> path = new ArrayList<>(List.of(spi()));

        private boolean classPath;

        private Build() {}

        Build module(String text) {
            return source("module-info", text);
        }

        Build source(String className, String text) {
            sources.put(className, text);
            return this;
        }

        /** Replaces a class behind the back of the compiler, which would have refused the module. */
        Build swap(String className, String text) {
            swapped.put(className, text);
            return this;
        }

        /** Adds an entry, or replaces one; {@code null} removes it. */
        Build entry(String name, byte[] bytes) {
            entries.put(name, bytes);
            return this;
        }

        Build version(String version) {
            options.addAll(List.of("--module-version", version));
            return this;
        }

        Build against(Path... jars) {
            path.addAll(List.of(jars));
            return this;
        }

        /** Compiles against these alone, without the SPI that runs. */
        Build againstOnly(Path... jars) {
            path.clear();
            return against(jars);
        }

        /** Compiles outside of any module. */
        Build classPath() {
            classPath = true;
            return this;
        }

        /** The class files by name. */
        Map<String, byte[]> classes() throws IOException {
            Map<String, byte[]> classes = compile(sources);
            if (!swapped.isEmpty()) {
                Map<String, String> other = new LinkedHashMap<>(sources);
                other.putAll(swapped);
                other.computeIfPresent("module-info", (name, text) -> text.replaceAll("provides [^;]*;", ""));
                Map<String, byte[]> others = compile(other);
                swapped.keySet().forEach(name -> classes.put(entryOf(name), others.get(entryOf(name))));
            }
            return classes;
        }

        Path to(Path jar) throws IOException {
            Map<String, byte[]> all = new TreeMap<>(sources.isEmpty() ? Map.of() : classes());
            all.putAll(entries);
            Files.createDirectories(jar.getParent());
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
                for (Map.Entry<String, byte[]> entry : all.entrySet()) {
                    if (entry.getValue() != null) {
                        out.putNextEntry(new JarEntry(entry.getKey()));
                        out.write(entry.getValue());
                    }
                }
            }
            return jar;
        }

        private Map<String, byte[]> compile(Map<String, String> texts) throws IOException {
            Path from = Files.createDirectories(folder.resolve("src" + count));
            Path into = Files.createDirectories(folder.resolve("classes" + count++));
            List<String> arguments = new ArrayList<>(options);
            arguments.addAll(List.of("-proc:none", "-nowarn", "-d", into.toString()));
            arguments.addAll(List.of(
                    classPath ? "-cp" : "-p", path.stream().map(Path::toString).collect(joining(File.pathSeparator))));
            for (Map.Entry<String, String> text : texts.entrySet()) {
                Path file = from.resolve(text.getKey().replace('.', '/') + ".java");
                Files.createDirectories(file.getParent());
                arguments.add(Files.writeString(file, text.getValue()).toString());
            }
            StringWriter said = new StringWriter();
            PrintWriter out = new PrintWriter(said);
            if (JAVAC.run(out, out, arguments.toArray(String[]::new)) != 0) {
                throw new IllegalArgumentException(said.toString());
            }
            Map<String, byte[]> classes = new TreeMap<>();
            try (Stream<Path> files = Files.walk(into)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    classes.put(
                            into.relativize(file).toString().replace(File.separatorChar, '/'),
                            Files.readAllBytes(file));
                }
            }
            return classes;
        }
    }

    static String entryOf(String className) {
        return className.replace('.', '/') + ".class";
    }

    /** A class file that says that it was compiled for a newer Java. */
    static byte[] forJava(int feature, byte[] classFile) {
        byte[] newer = classFile.clone();
        newer[6] = 0;
        newer[7] = (byte) (feature + 44);
        return newer;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
