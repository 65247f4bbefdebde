package apex.kernel.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import apex.spi.exchange.Text;
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

    private static String find(RouteTable<String> table, String authority, String path) {
        return table.find(Text.of(authority), new PathNormaliser().normal(Text.of(path)));
    }

    @Test
    void exactHostComesBeforeAnyHostAndThenTheLongerPrefixWins() {
        RouteTable<String> table = table("*/", "*/api/v1", "a.example/", "a.example/api");
        assertEquals("a.example/api", find(table, "a.example", "/api/v1"));
        assertEquals("a.example/", find(table, "a.example", "/x"));
        assertEquals("*/api/v1", find(table, "b.example", "/api/v1/x"));
        assertEquals("*/", find(table, "b.example", "/api"));
    }

    @Test
    void hostWithoutAMatchingPathFallsBackToAnyHost() {
        RouteTable<String> table = table("*/", "a.example/api");
        assertEquals("*/", find(table, "a.example", "/x"));
    }

    @Test
    void prefixesMatchWholeSegmentsOnly() {
        RouteTable<String> table = table("*/api");
        assertEquals("*/api", find(table, "h", "/api"));
        assertEquals("*/api", find(table, "h", "/api/"));
        assertEquals("*/api", find(table, "h", "/api/x"));
        assertNull(find(table, "h", "/apix"));
        assertNull(find(table, "h", "/ap"));
        assertNull(find(table, "h", "/"));
        assertNull(find(table, "h", "*"));
    }

    @Test
    void slashAtTheEndOfAPrefixMeansTheSameSegments() {
        RouteTable<String> table = table("*/api/");
        assertEquals("*/api/", find(table, "h", "/api"));
        assertEquals("*/api/", find(table, "h", "/api/x"));
        assertNull(find(table, "h", "/apix"));
    }

    @Test
    void hostIsComparedWithoutPortCaseAndFinalDot() {
        RouteTable<String> table = table("API.Example.com/", "[::1]/");
        for (String authority :
                List.of("api.example.com", "API.EXAMPLE.COM:8443", "api.example.com.", "api.example.com.:80")) {
            assertEquals("API.Example.com/", find(table, authority, "/"), authority);
        }
        assertEquals("[::1]/", find(table, "[::1]:8080", "/"));
        assertNull(find(table, "api.example.com.evil", "/"));
        assertNull(find(table, "", "/"));
    }

    @Test
    void emptyTableFindsNothing() {
        assertNull(find(table(), "h", "/"));
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
            assertEquals(route, find(table, route.substring(0, slash), route.substring(slash) + "/tail"));
        }
        assertNull(find(table, "h1.example", "/p0/q"));
    }

    @Test
    void noSpellingOfAPathGetsAroundItsRoute() {
        RouteTable<String> table = table("*/", "*/admin", "*/caf%c3%a9", "*/%7euser");
        for (String path : List.of("/admin/x", "//admin", "/%61dmin", "/x/../admin", "/x/./../admin", "/%2e/admin/")) {
            assertEquals("*/admin", find(table, "h", path), path);
        }
        assertEquals("*/caf%c3%a9", find(table, "h", "/caf%C3%A9/x"));
        assertEquals("*/%7euser", find(table, "h", "/~user"));
        assertEquals("*/", find(table, "h", "/Admin"));
        assertEquals("*/", find(table, "h", "/admin/../x"));
        assertEquals("*/", find(table, "h", "/admin%2fx"));
    }

    @Test
    void twoSpellingsOfOnePrefixAreOneRoute() {
        assertEquals(new RouteTable.Entry<>("h", "/api", 1).key(), new RouteTable.Entry<>("H", "/%61pi/", 2).key());
    }
}
