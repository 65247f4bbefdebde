package apex.bench.still;

import apex.spi.listen.HeadLimits;
import java.nio.charset.StandardCharsets;

/** The heads that the benchmarks read and write. */
public final class Messages {
    /** What a load generator sends. */
    public static final byte[] SMALL_REQUEST = ascii("""
            GET /bench/resource?query=1 HTTP/1.1
            Host: 127.0.0.1:8080

            """);

    /** What a browser sends: 20 fields, 12 of them with names that Apex knows by number. */
    public static final byte[] BROWSER_REQUEST = ascii("""
            GET /shop/articles/4711?colour=blue&size=42&page=3 HTTP/1.1
            Host: www.example.com
            Connection: keep-alive
            Cache-Control: max-age=0
            sec-ch-ua: "Chromium";v="142", "Not)A;Brand";v="8", "Google Chrome";v="142"
            sec-ch-ua-mobile: ?0
            sec-ch-ua-platform: "Linux"
            Upgrade-Insecure-Requests: 1
            User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36
            Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8
            Sec-Fetch-Site: same-origin
            Sec-Fetch-Mode: navigate
            Sec-Fetch-User: ?1
            Sec-Fetch-Dest: document
            Referer: https://www.example.com/shop/articles?colour=blue&size=42&page=2
            Accept-Encoding: gzip, deflate, br, zstd
            Accept-Language: en-GB,en;q=0.9,de-DE;q=0.8,de;q=0.7
            Cookie: session=4f1c2a9b7d3e8f60a5b4c3d2e1f00918; consent=yes; basket=17.22.31; theme=dark
            DNT: 1
            Priority: u=0, i
            X-Requested-With: XMLHttpRequest

            """);

    /** What a small origin answers. */
    public static final byte[] SMALL_RESPONSE = ascii("""
            HTTP/1.1 200 OK
            Content-Length: 128

            """);

    /** A response that has no body. */
    public static final byte[] EMPTY_RESPONSE = ascii("""
            HTTP/1.1 200 OK
            Content-Length: 0

            """);

    /** What an application answers. */
    public static final byte[] APPLICATION_RESPONSE = ascii("""
            HTTP/1.1 200 OK
            Date: Sat, 21 Nov 2026 12:00:00 GMT
            Server: application/1.2.3
            Content-Type: application/json; charset=utf-8
            Content-Length: 5120
            Cache-Control: private, max-age=0, must-revalidate
            ETag: "33a64df551425fcc55e4d42a148795d9f25f89d4"
            Vary: Accept-Encoding, Origin
            Set-Cookie: session=4f1c2a9b7d3e8f60a5b4c3d2e1f00918; Path=/; HttpOnly; Secure; SameSite=Lax
            Strict-Transport-Security: max-age=63072000; includeSubDomains
            X-Content-Type-Options: nosniff

            """);

    /** Bounds that none of them comes near. */
    public static final HeadLimits LIMITS = new HeadLimits(10_000, 16_384, 100, 8_192, 8_192);

    private Messages() {}

    private static byte[] ascii(String lines) {
        return lines.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
