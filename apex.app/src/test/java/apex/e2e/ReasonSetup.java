package apex.e2e;

/** The configurations under which reasons are provoked: those that leave each other alone share one. */
enum ReasonSetup {
    /** Routes for whatever a route can say. */
    ROUTES("""
            connect_timeout = "500ms"
            """, "", """
            [http]
            name = "myself"
            """, """
            [[routes]]
            name = "ordinary"
            path_prefix = "/o"
            backends = [{ url = "%1$s" }]
            [[routes]]
            name = "impatient"
            path_prefix = "/impatient"
            timeout_secs = 1
            backends = [{ url = "%1$s" }]
            [[routes]]
            name = "brisk"
            path_prefix = "/brisk"
            max_body_bytes = 4
            body_timeout = "200ms"
            backends = [{ url = "%1$s" }]
            [[routes]]
            name = "paced"
            path_prefix = "/paced"
            request_min_rate = 1000000
            response_min_rate = 100000000
            rate_grace = "200ms"
            backends = [{ url = "%1$s" }]
            [[routes]]
            name = "tunnel"
            path_prefix = "/tunnel"
            max_tunnels = 1
            backends = [{ url = "%1$s" }]
            [[routes]]
            name = "lively"
            path_prefix = "/lively"
            tunnel_timeout = "200ms"
            backends = [{ url = "%1$s" }]
            [[routes]]
            name = "answers"
            path_prefix = "/answers"
            filters = [{ name = "fixed-response", body = "by a filter" }]
            backends = [{ url = "%1$s" }]
            [[routes]]
            name = "throws"
            path_prefix = "/throws"
            filters = [{ name = "mischief", does = "throw" }]
            backends = [{ url = "%1$s" }]
            [[routes]]
            name = "refuses"
            path_prefix = "/refuses"
            filters = [{ name = "mischief", does = "refuse" }]
            backends = [{ url = "%1$s" }]
            [[routes]]
            name = "lies"
            path_prefix = "/lies"
            filters = [{ name = "mischief", does = "lie" }]
            backends = [{ url = "%1$s" }]
            [[routes]]
            name = "nowhere"
            path_prefix = "/nowhere"
            load_balancing = "nowhere"
            backends = [{ url = "%1$s" }]
            [[routes]]
            name = "silent"
            path_prefix = "/silent"
            backends = [{ url = "%2$s" }]
            [[routes]]
            name = "refused"
            path_prefix = "/refused"
            backends = [{ url = "http://127.0.0.1:1" }]
            [[routes]]
            name = "missing"
            path_prefix = "/missing"
            backends = [{ url = "unix:/nonexistent/apex.sock" }]
            """),
    /** One connection to the backend; heads have to come soon, and waiting is short. */
    HURRIED("""
            max_connections_per_backend = 1
            queue_timeout = "200ms"
            header_timeout = "300ms"
            """, "", "", ordinary() + """
            [[routes]]
            name = "modest"
            path_prefix = "/modest"
            rate_grace = "100ms"
            backends = [{ url = "%1$s" }]
            [[routes]]
            name = "unknown"
            path_prefix = "/unknown"
            backends = [{ url = "http://no-such-host.invalid:80" }]
            """),
    /** One connection to the backend, and all the time in the world; clients may leave before they are answered. */
    CROWDED("""
            max_connections_per_backend = 1
            queue_timeout = "60s"
            """, "", "[http]\nhalf_close = \"finish\"\n", ordinary()),
    /** One connection in total. */
    FULL("", "max_connections = 1", "", ordinary()),
    /** One connection for each client. */
    SINGLE("", "max_connections_per_client = 1", "", ordinary()),
    /** A proxy in front that says for whom it speaks. */
    PROXIED("""
            proxy_protocol = "require"
            proxy_protocol_from = ["127.0.0.1"]
            """, "", "", ordinary()),
    /** Next to no memory. */
    SMALL("", "memory_mib = 1", "", ordinary()),
    /** Without error bodies. */
    MUTE("", "", "[http]\nerror_bodies = false\n", """
            [[routes]]
            name = "refused"
            path_prefix = "/refused"
            backends = [{ url = "http://127.0.0.1:1" }]
            """);

    private final String server;
    private final String limits;
    private final String http;
    private final String routes;

    ReasonSetup(String server, String limits, String http, String routes) {
        this.server = server;
        this.limits = limits;
        this.http = http;
        this.routes = routes;
    }

    /** The text of an {@code apex.toml} with an access log in {@code log}. */
    String toml(String log, String origin, String silent) {
        return """
                [server]
                listen = "127.0.0.1:0"
                workers = 1
                access_log = false
                filters = [{ name = "access-log", format = "json", target = "%s" }]
                """.formatted(log) + server + "[limits]\n" + limits + "\n" + http + routes.formatted(origin, silent);
    }

    private static String ordinary() {
        return """
                [[routes]]
                name = "ordinary"
                path_prefix = "/o"
                backends = [{ url = "%1$s" }]
                """;
    }
}
