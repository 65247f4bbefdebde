package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.loop.TransportChoice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs that people put in front of and behind a proxy; run once for each way to drive sockets. */
@Timeout(120)
abstract class ProgramsContract {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final TransportChoice io;

    @TempDir
    Path folder;

    ProgramsContract(TransportChoice io) {
        this.io = io;
    }

    // In front.

    @Test
    void curlGetsAndPosts() {
        String curl = Program.tool("curl");
        try (RawOrigin origin = echo();
                RunningGateway gateway = RunningGateway.to(io, origin.url())) {
            Program.Result get = Program.run(curl, "-sS", gateway.url() + "/a?b=c");
            assertEquals("GET /a?b=c 0", get.output());
            Program.Result post =
                    Program.run(curl, "-sS", "-d", "hello", "-H", "Expect:", gateway.url() + "/form", gateway.url());
            assertEquals("POST /form 5POST / 5", post.output());
            Program.Result chunked = Program.run(
                    curl, "-sS", "-H", "Transfer-Encoding: chunked", "-d", "hello", gateway.url() + "/chunked");
            assertEquals("POST /chunked 5", chunked.output());
            Program.Result head = Program.run(curl, "-sSI", gateway.url() + "/");
            assertTrue(head.output().startsWith("HTTP/1.1 200 OK"), head.output());
        }
    }

    @Test
    void curlSeesTheReasonOfAnError() {
        String curl = Program.tool("curl");
        try (RunningGateway gateway = RunningGateway.to(io, "http://127.0.0.1:1")) {
            Program.Result result = Program.run(curl, "-sS", "-w", "%{http_code}", gateway.url());
            assertTrue(result.output().contains("connect_refused"), result.output());
            assertTrue(result.output().endsWith("502"), result.output());
        }
    }

    @Test
    void haproxyInFrontTellsTheClientByThePartThatItWritesFirst() throws IOException {
        String haproxy = Program.tool("haproxy");
        String curl = Program.tool("curl");
        for (String option : List.of("send-proxy", "send-proxy-v2", "send-proxy-v2 proxy-v2-options crc32c")) {
            try (RawOrigin origin = tellingWhoAsks();
                    RunningGateway gateway = behindProxies(origin.url())) {
                int port = freePort();
                Path config =
                        Files.writeString(folder.resolve("haproxy.cfg"), """
                        defaults
                          mode tcp
                          timeout connect 5s
                          timeout client 30s
                          timeout server 30s
                        frontend clients
                          bind 127.0.0.1:%d
                          default_backend gateway
                        backend gateway
                          server apex 127.0.0.1:%d %s
                        """.formatted(port, gateway.port(), option));
                List<String> command = List.of(haproxy, "-db", "-f", config.toString());
                try (Program server = Program.start(command, Map.of(), folder)) {
                    awaitPort(server, port);
                    Program.Result result =
                            Program.run(curl, "-sS", "--interface", "127.0.0.5", "http://127.0.0.1:" + port + "/");
                    assertEquals("127.0.0.5", result.output(), option);
                }
            }
        }
    }

    @Test
    void curlTellsItselfAsAProxyWouldAndHearsNothingOtherwise() {
        String curl = Program.tool("curl");
        try (RawOrigin origin = tellingWhoAsks();
                RunningGateway gateway = behindProxies(origin.url())) {
            assertEquals(
                    "127.0.0.1",
                    Program.run(curl, "-sS", "--haproxy-protocol", gateway.url())
                            .output());
            Program.Result plain = Program.run(curl, "-sS", gateway.url());
            assertTrue(plain.exitCode() == 52 || plain.exitCode() == 56, plain.output());
        }
    }

    private RunningGateway behindProxies(String backend) {
        return RunningGateway.start(io, """
                [server]
                listen = "127.0.0.1:0"
                workers = 1
                access_log = false
                proxy_protocol = "require"
                proxy_protocol_from = ["127.0.0.1"]

                [[routes]]
                name = "app"
                backends = [{ url = "%s" }]
                """.formatted(backend));
    }

    /** Answers with the address of the client as it is told. */
    private static RawOrigin tellingWhoAsks() {
        return RawOrigin.start(connection -> {
            while (true) {
                String head = connection.readMessage().head();
                int from = head.toLowerCase(Locale.ROOT).indexOf("x-forwarded-for: ") + "x-forwarded-for: ".length();
                String client = head.substring(from).lines().findFirst().orElse("");
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + client.length() + "\r\n\r\n" + client);
            }
        });
    }

    @Test
    void wrkFindsNoErrors() {
        String wrk = Program.tool("wrk");
        try (RawOrigin origin = RawOrigin.answering(OK);
                RunningGateway gateway = RunningGateway.to(io, origin.url())) {
            Program.Result result = Program.run(wrk, "-t1", "-c64", "-d2s", gateway.url() + "/");
            assertEquals(0, result.exitCode(), result.output());
            assertFalse(result.output().contains("Non-2xx"), result.output());
            assertFalse(result.output().contains("Socket errors"), result.output());
            assertTrue(result.output().contains(" requests in "), result.output());
            assertFalse(result.output().contains("  0 requests in"), result.output());
        }
    }

    @Test
    void h2loadOverHttp1SucceedsWithEveryRequest() {
        String h2load = Program.tool("h2load");
        try (RawOrigin origin = RawOrigin.answering(OK);
                RunningGateway gateway = RunningGateway.to(io, origin.url())) {
            Program.Result result = Program.run(h2load, "--h1", "-n5000", "-c50", gateway.url() + "/");
            assertTrue(
                    result.output().contains("5000 total, 5000 started, 5000 done, 5000 succeeded, 0 failed"),
                    result.output());
            assertTrue(result.output().contains("5000 2xx"), result.output());
        }
    }

    @Test
    void pythonsClientKeepsItsConnection() throws IOException {
        String python = Program.tool("python3");
        Path script = Files.writeString(folder.resolve("client.py"), """
                import http.client, sys
                connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=20)
                connection.connect()
                port = connection.sock.getsockname()[1]
                for i in range(100):
                    body = b"x" * (i * 37)
                    connection.request("POST", f"/{i}", body=iter([body]) if i % 2 else body, encode_chunked=bool(i % 2),
                                       headers={"Transfer-Encoding": "chunked"} if i % 2 else {})
                    response = connection.getresponse()
                    assert response.status == 200, response.status
                    assert response.read() == f"POST /{i} {len(body)}".encode()
                assert connection.sock.getsockname()[1] == port
                print("fine")
                """);
        try (RawOrigin origin = echo();
                RunningGateway gateway = RunningGateway.to(io, origin.url())) {
            Program.Result result = Program.run(python, script.toString(), Integer.toString(gateway.port()));
            assertEquals("fine\n", result.output());
        }
    }

    @Test
    void nodesClientKeepsItsConnections() throws IOException {
        String node = Program.tool("node");
        Path script = Files.writeString(folder.resolve("client.js"), """
                const http = require("http");
                const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
                const one = (i) => new Promise((done, fail) => {
                  const request = http.request(
                    { port: process.argv[2], path: "/" + i, method: "PUT", agent }, (response) => {
                      let text = "";
                      response.on("data", (chunk) => (text += chunk));
                      response.on("end", () => (text === `PUT /${i} ${i * 11}` ? done() : fail(text)));
                    });
                  request.on("error", fail);
                  request.end("y".repeat(i * 11));
                });
                Promise.all(Array.from({ length: 200 }, (_, i) => one(i)))
                  .then(() => { console.log("fine"); agent.destroy(); })
                  .catch((error) => { console.log(error); process.exit(1); });
                """);
        try (RawOrigin origin = echo();
                RunningGateway gateway = RunningGateway.to(io, origin.url())) {
            Program.Result result = Program.run(node, script.toString(), Integer.toString(gateway.port()));
            assertEquals("fine\n", result.output());
        }
    }

    /** Answers with method, target and the length of the body. */
    private static RawOrigin echo() {
        return RawOrigin.start(connection -> {
            while (true) {
                RawConnection.Message request = connection.readMessage();
                String[] words = request.head().split(" ", 3);
                String text = words[0] + " " + words[1] + " " + request.body().length;
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n"
                        + (words[0].equals("HEAD") ? "" : text));
            }
        });
    }

    // Behind.

    @Test
    void nginxBehindServesFilesAndRanges() throws IOException {
        String nginx = Program.tool("nginx");
        String curl = Program.tool("curl");
        byte[] file = new byte[500_000];
        new java.util.Random(3).nextBytes(file);
        Files.write(folder.resolve("file.bin"), file);
        int port = freePort();
        Path config = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off; master_process off; pid %1$s/nginx.pid; error_log %1$s/error.log;
                events { worker_connections 256; }
                http {
                  access_log off; default_type application/octet-stream;
                  client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                  server { listen 127.0.0.1:%2$d; root %1$s; location /none { return 204; } }
                }
                """.formatted(folder, port));
        try (Program server = Program.start(List.of(nginx, "-c", config.toString()), Map.of(), folder);
                RunningGateway gateway = RunningGateway.to(io, "http://127.0.0.1:" + port)) {
            awaitPort(server, port);
            Path copy = folder.resolve("copy.bin");
            Program.Result whole = Program.run(curl, "-sS", "-o", copy.toString(), gateway.url() + "/file.bin");
            assertEquals(0, whole.exitCode(), whole.output());
            assertEquals(-1, Files.mismatch(folder.resolve("file.bin"), copy));
            Program.Result range = Program.run(
                    curl,
                    "-sS",
                    "-o",
                    copy.toString(),
                    "-r",
                    "1000-1999",
                    "-w",
                    "%{http_code}",
                    gateway.url() + "/file.bin");
            assertEquals("206", range.output());
            assertEquals(1000, Files.size(copy));
            Program.Result codes = Program.run(
                    curl,
                    "-sS",
                    "-o",
                    "/dev/null",
                    "-w",
                    "%{http_code} ",
                    gateway.url() + "/none",
                    "-o",
                    "/dev/null",
                    gateway.url() + "/missing");
            assertEquals("204 404 ", codes.output());
        }
    }

    @Test
    void pythonsServerBehindServesOverHttp10() throws IOException {
        String python = Program.tool("python3");
        String curl = Program.tool("curl");
        Files.writeString(folder.resolve("page.txt"), "from python");
        int port = freePort();
        List<String> command = List.of(
                python,
                "-m",
                "http.server",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--directory",
                folder.toString());
        try (Program server = Program.start(command, Map.of(), folder);
                RunningGateway gateway = RunningGateway.to(io, "http://localhost:" + port)) {
            awaitPort(server, port);
            for (int i = 0; i < 3; i++) {
                Program.Result result = Program.run(curl, "-sS", gateway.url() + "/page.txt");
                assertEquals("from python", result.output());
            }
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static void awaitPort(Program server, int port) {
        Eventually.holds("something listens on port " + port, () -> {
            assertTrue(server.isAlive(), server::output);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException _) {
                return false;
            }
        });
    }
}
