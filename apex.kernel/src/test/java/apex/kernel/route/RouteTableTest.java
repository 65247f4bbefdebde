package apex.kernel.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTableTest {
    private static RouteTable<String> table(String... hostsAndPrefixes) {
        List<RouteTable.Entry<String>> entries = new ArrayList<>();
        for (String text : hostsAndPrefixes) {
            int slash = text.indexOf('/');
            entries.add(new RouteTable.Entry<>(text.substring(0, slash), text.substring(slash), text));
        }
        return new RouteTable<>(entries);
    }

    private static RequestHead request(String authority, String path) {
        RequestHead head = new RequestHead();
        head.arena().open(new ArenaSlab());
        byte[] bytes = (authority + path).getBytes(StandardCharsets.ISO_8859_1);
        int at = head.arena().append(bytes, 0, bytes.length);
        head.authority(at, authority.length());
        head.target(at + authority.length(), path.length(), path.length());
        return head;
    }

    @Test
    void exactHostComesBeforeAnyHostAndThenTheLongerPrefixWins() {
        RouteTable<String> table = table("*/", "*/api/v1", "a.example/", "a.example/api");
        assertEquals("a.example/api", table.find(request("a.example", "/api/v1")));
        assertEquals("a.example/", table.find(request("a.example", "/x")));
        assertEquals("*/api/v1", table.find(request("b.example", "/api/v1/x")));
        assertEquals("*/", table.find(request("b.example", "/api")));
    }

    @Test
    void hostWithoutAMatchingPathFallsBackToAnyHost() {
        RouteTable<String> table = table("*/", "a.example/api");
        assertEquals("*/", table.find(request("a.example", "/x")));
    }

    @Test
    void prefixesMatchWholeSegmentsOnly() {
        RouteTable<String> table = table("*/api");
        assertEquals("*/api", table.find(request("h", "/api")));
        assertEquals("*/api", table.find(request("h", "/api/")));
        assertEquals("*/api", table.find(request("h", "/api/x")));
        assertNull(table.find(request("h", "/apix")));
        assertNull(table.find(request("h", "/ap")));
        assertNull(table.find(request("h", "/")));
        assertNull(table.find(request("h", "*")));
    }

    @Test
    void slashAtTheEndOfAPrefixMeansTheSameSegments() {
        RouteTable<String> table = table("*/api/");
        assertEquals("*/api/", table.find(request("h", "/api")));
        assertEquals("*/api/", table.find(request("h", "/api/x")));
        assertNull(table.find(request("h", "/apix")));
    }

    @Test
    void hostIsComparedWithoutPortCaseAndFinalDot() {
        RouteTable<String> table = table("API.Example.com/", "[::1]/");
        for (String authority :
                List.of("api.example.com", "API.EXAMPLE.COM:8443", "api.example.com.", "api.example.com.:80")) {
            assertEquals("API.Example.com/", table.find(request(authority, "/")), authority);
        }
        assertEquals("[::1]/", table.find(request("[::1]:8080", "/")));
        assertNull(table.find(request("api.example.com.evil", "/")));
        assertNull(table.find(request("", "/")));
    }

    @Test
    void emptyTableFindsNothing() {
        assertNull(table().find(request("h", "/")));
    }

    @Test
    void everyOneOfManyRoutesIsFound() {
        String[] routes = new String[5_000];
        for (int i = 0; i < routes.length; i++) {
            routes[i] = "h" + i % 97 + ".example/p" + i + "/q";
        }
        RouteTable<String> table = table(routes);
        for (String route : routes) {
            int slash = route.indexOf('/');
            assertEquals(route, table.find(request(route.substring(0, slash), route.substring(slash) + "/tail")));
        }
        assertNull(table.find(request("h1.example", "/p0/q")));
    }
}
