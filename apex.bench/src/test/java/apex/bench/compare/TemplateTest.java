package apex.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.figures.Contender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How configurations are made. */
class TemplateTest {
    private static final Map<String, String> VALUES = Map.of(
            "listen", "127.0.0.1:1",
            "listen_port", "1",
            "origin", "127.0.0.1:2",
            "origin_port", "2",
            "admin", "127.0.0.1:3",
            "folder", "/tmp/f");

    @Test
    void markedLinesCountForTheirFeature() {
        Template template = new Template("a\n  #[log] b\n  #[!log] c\n# d\n#[log]\n");
        assertEquals("a\n  b\n# d\n\n", template.render(Set.of("log"), 0));
        assertEquals("a\n  c\n# d\n", template.render(Set.of(), 0));
    }

    @Test
    void linesOfRoutesStandThereForEachRouteAsABlock() {
        Template template = new Template("a\n#[route] b ${n}\n#[route] c\nd\n#[route] e\n");
        assertEquals("a\nb 0\nc\nb 1\nc\nd\ne\ne\n", template.render(Set.of(), 2));
        assertEquals("a\nd\n", template.render(Set.of(), 0));
    }

    @ParameterizedTest
    @EnumSource(Workload.class)
    void nothingIsLeftToFillInAnyConfiguration(Workload workload) throws IOException {
        for (ProxyKind kind : ProxyKind.values()) {
            Contender contender = Rounds.entrant(kind).contender(workload, 64);
            List<String> texts = new ArrayList<>(contender.files().values());
            texts.addAll(contender.command());
            texts.addAll(contender.environment().values());
            for (String text : texts) {
                String filled = Contender.fill(text, VALUES);
                assertFalse(
                        filled.contains("${"),
                        () -> kind + ": "
                                + filled.lines()
                                        .filter(line -> line.contains("${"))
                                        .findFirst());
                assertFalse(
                        filled.contains("#["),
                        () -> kind + ": "
                                + filled.lines()
                                        .filter(line -> line.contains("#["))
                                        .findFirst());
            }
            String all = String.join("\n", texts);
            assertTrue(all.contains("${origin"), all);
            assertTrue(kind.isRelay() || all.contains("${listen"), all);
            assertTrue(
                    kind.isRelay() || workload.routes() < 2 || all.contains("/r/" + (workload.routes() - 1)),
                    kind::word);
        }
    }

    @Test
    void peersLogWhereApexDoes() throws IOException {
        for (ProxyKind kind : ProxyKind.values()) {
            String plain =
                    Rounds.entrant(kind).contender(Workload.GET, 64).files().toString();
            String logged = Rounds.entrant(kind)
                    .contender(Workload.ACCESS_LOG, 64)
                    .files()
                    .toString();
            assertEquals(kind.isRelay(), plain.equals(logged), kind::word);
        }
    }

    @Test
    void onlyHaproxyMaySplice() throws IOException {
        String large = Rounds.entrant(ProxyKind.HAPROXY)
                .contender(Workload.BODY_1M, 64)
                .files()
                .toString();
        assertTrue(large.contains("    option splice-auto"), large);
        String small = Rounds.entrant(ProxyKind.HAPROXY)
                .contender(Workload.GET, 64)
                .files()
                .toString();
        assertFalse(small.contains("splice"), small);
    }

    @Test
    void whoTakesPartInWhatIsSaidWithItsReason() {
        assertTrue(Workload.GET.without(ProxyKind.CADDY).isEmpty());
        assertTrue(Workload.ROUTES_10000.without(ProxyKind.CADDY).orElseThrow().contains("connections of its own"));
        assertTrue(Workload.IDLE.without(ProxyKind.RELAY_IO_URING).isPresent());
        assertTrue(Workload.ROUTES_LOAD.without(ProxyKind.RELAY).isPresent());
        assertTrue(Workload.ROUTES_LOAD.without(ProxyKind.NGINX).isEmpty());
        assertTrue(Workload.PAUSES.isOfApexAlone() && !Workload.START.isOfApexAlone());
    }
}
