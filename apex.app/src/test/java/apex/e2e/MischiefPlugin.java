package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.spi.SpiVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * A jar with what only plugins can do: the filter {@code mischief}, which {@code throw}s, will not have the body ({@code refuse}) or
 * sends another body than it announced ({@code lie}); and the balancer {@code nowhere}, to which no backend is good enough.
 */
final class MischiefPlugin {
    private static final String DESCRIPTOR = """
            @apex.spi.SpiVersion(major = 1, minor = 0)
            module test.mischief {
                requires apex.spi;
                provides apex.spi.filter.FilterProvider with test.mischief.Mischief;
                provides apex.spi.lb.BalancerProvider with test.mischief.Nowhere;
            }
            """;

    private static final String FILTER = """
            package test.mischief;

            import apex.spi.exchange.*;
            import apex.spi.filter.*;
            import apex.spi.settings.*;

            public final class Mischief implements FilterProvider<Mischief.Settings> {
                public record Settings(@Setting("What it does.") String does) {}

                @Override
                public String name() {
                    return "mischief";
                }

                @Override
                public Schema<Settings> settings() {
                    return Schema.of(java.lang.invoke.MethodHandles.lookup(), Settings.class);
                }

                @Override
                public Filter create(Settings settings, FilterContext context) {
                    Answer refusal = Answer.of(Reason.FILTER_BODY_TOO_LARGE);
                    return new BodyFilter() {
                        @Override
                        public Verdict onRequest(Exchange exchange) {
                            if (settings.does().equals("throw")) {
                                throw new IllegalStateException("asked for by a test");
                            }
                            return Verdict.CONTINUE;
                        }

                        @Override
                        public Verdict onRequestChunk(Exchange exchange, Chunk chunk, BodyOut out) {
                            if (settings.does().equals("refuse")) {
                                return exchange.answer(refusal);
                            }
                            out.write(chunk);
                            out.write(chunk);
                            return Verdict.CONTINUE;
                        }
                    };
                }
            }
            """;

    private static final String BALANCER = """
            package test.mischief;

            import apex.spi.lb.*;
            import apex.spi.settings.Schema;

            public final class Nowhere implements BalancerProvider<Nowhere.Settings> {
                public record Settings() {}

                @Override
                public String name() {
                    return "nowhere";
                }

                @Override
                public Schema<Settings> settings() {
                    return Schema.of(java.lang.invoke.MethodHandles.lookup(), Settings.class);
                }

                @Override
                public Balancer create(Settings settings, BalancerContext context) {
                    return (exchange, upstream) -> Balancer.NONE;
                }
            }
            """;

    private MischiefPlugin() {}

    /** Compiles the plugin and puts its jar into {@code plugins}. */
    static void into(Path plugins) throws IOException {
        Path work = Files.createTempDirectory(plugins.getParent(), "mischief");
        Path classes = work.resolve("classes");
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int failed = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        out,
                        out,
                        "-proc:none",
                        "-p",
                        spi().toString(),
                        "-d",
                        classes.toString(),
                        Files.writeString(work.resolve("module-info.java"), DESCRIPTOR)
                                .toString(),
                        Files.writeString(work.resolve("Mischief.java"), FILTER).toString(),
                        Files.writeString(work.resolve("Nowhere.java"), BALANCER)
                                .toString());
        assertEquals(0, failed, said::toString);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("mischief.jar")));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                jar.write(Files.readAllBytes(file));
            }
        }
    }

    /** Where the classes of the SPI that runs lie. */
    private static Path spi() {
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
}
