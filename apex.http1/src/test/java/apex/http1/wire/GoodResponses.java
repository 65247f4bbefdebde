package apex.http1.wire;

import java.util.List;

/** Response heads that are read, each with what is read; see {@link Wording}. */
final class GoodResponses {
    static final List<String> TABLE = List.of(
            "HTTP/1.1 200 OK|Content-Length: 5|| => 200 11 5 LENGTH",
            "HTTP/1.1 200 OK|Content-Length: 0|| => 200 11 0 NONE",
            "HTTP/1.1 200 OK|Transfer-Encoding: Chunked|| => 200 11 -1 CHUNKED",
            "HTTP/1.1 200 OK|| => 200 11 -1 UNTIL_CLOSE close",
            "HTTP/1.1 200 |Content-Length: 5|| => 200 11 5 LENGTH",
            "HTTP/1.1 200|Content-Length: 5|| => 200 11 5 LENGTH",
            "HTTP/1.1 404 N~oT~tF|Content-Length: 5|| => 404 11 5 LENGTH",
            "HTTP/1.0 200 OK|Content-Length: 5|| => 200 10 5 LENGTH close",
            "HTTP/1.0 200 OK|Content-Length: 5|Connection: keep-alive|| => 200 10 5 LENGTH",
            "HTTP/1.1 200 OK|Content-Length: 5|Connection: close|| => 200 11 5 LENGTH close",
            "HTTP/1.1 100 Continue|| => 100 11 0 NONE",
            "HTTP/1.1 100 Continue|Content-Length: 0|| => 100 11 0 NONE",
            "HTTP/1.1 103 Early Hints|Link: </a>|| => 103 11 0 [Link=</a>] NONE",
            "HTTP/1.1 204 No Content|| => 204 11 0 NONE",
            "HTTP/1.1 204 No Content|Content-Length: 0|| => 204 11 0 NONE",
            "HTTP/1.1 204 No Content|Content-Length: 5|| => 204 11 0 NONE close",
            "HTTP/1.1 204 No Content|Transfer-Encoding: chunked|| => 204 11 0 NONE close",
            "HTTP/1.1 304 Not Modified|| => 304 11 -1 NONE",
            "HTTP/1.1 304 Not Modified|Content-Length: 7|ETag: \"a\"|| => 304 11 7 [ETag=\"a\"] NONE",
            "HTTP/1.1 304 Not Modified|Transfer-Encoding: chunked|| => 304 11 -1 NONE",
            "HTTP/1.1 205 Reset Content|Content-Length: 0|| => 205 11 0 NONE",
            "HTTP/1.1 199 |X_Y: z|| => 199 11 0 [X_Y=z] NONE",
            "HTTP/1.1 200 OK|Content-Length: 005|Connection: close, content-length|| => 200 11 5 LENGTH close",
            "HTTP/1.0 200 OK|| => 200 10 -1 UNTIL_CLOSE close",
            "HTTP/1.0 200 OK|Connection: keep-alive|| => 200 10 -1 UNTIL_CLOSE close",
            "HTTP/1.1 426 Upgrade Required|Upgrade: h2c|Connection: upgrade|Content-Length: 0|| => 426 11 0 NONE",
            "HTTP/1.1 200 {1024xy}|Content-Length: 0|| => 200 11 0 NONE",
            "HTTP/1.1 599 |Content-Length: 0|| => 599 11 0 NONE",
            "HTTP/1.1 200 OK|Content-Length: 0|Set-Cookie: a|set-cookie: b|Keep-Alive: timeout=5|Upgrade: h2c|Connection: Upgrade, X-Hop|X-Hop: 1|| => 200 11 0 [Set-Cookie=a] [set-cookie=b] NONE");

    private GoodResponses() {}
}
