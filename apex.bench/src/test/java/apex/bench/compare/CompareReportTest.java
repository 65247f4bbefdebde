package apex.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.bench.figures.JsonReader;
import apex.bench.figures.SvgChart;
import apex.bench.idle.IdleRun;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The report in its three forms. */
class CompareReportTest {
    @Test
    void markdownHasARowForEachProxyAndTheVerdicts() {
        String text = text(report());
        assertTrue(text.startsWith("## get: small GET, 128 bytes of body\n\n| proxy |"), text);
        assertTrue(
                text.contains(
                        "| Apex (epoll) | 150 (100–200) | 150 (100–200) | 0.500 | 1.000 | 1.000 | 2.0 | 0 | 100 | 3, 2, 1 |"),
                text);
        assertTrue(text.contains("At a constant rate of 25 requests/s, 50 % of what HAProxy did:"), text);
        assertTrue(text.contains("| HAProxy | 50 | 50 |"), text);
        assertTrue(text.contains("- Apex (epoll): 0.25 bytes allocated per request"), text);
        assertTrue(text.contains("- nginx: not measured: no word"), text);
        assertTrue(text.contains("| 150 | HAProxy 50 | held |"), text);
        assertTrue(text.contains("- a line of the setup\n"), text);
        assertTrue(text.contains("- skipped: Envoy: not found"), text);
        assertTrue(text.contains("stolen by the hypervisor in the rounds that count: at most 0.0 %"), text);
    }

    @Test
    void aFailureIsSaid() {
        Standing failed = Rounds.standing(ProxyKind.CADDY);
        failed.failed("ended during the measurement");
        Outcome outcome = new Outcome(Workload.BODY_16K, List.of(failed), List.of(), "");
        String text = text(new CompareReport(List.of(), List.of(), List.of(), List.of(outcome)));
        assertTrue(text.contains("| Caddy | – | – | – | – | – | – | 0 | – | 0, 0, 0 |"), text);
        assertTrue(text.contains("- Caddy: not measured to the end: ended during the measurement"), text);
        assertFalse(text.contains("constant rate"), text);
    }

    @Test
    void idleConnectionsHaveATableOfTheirOwn() {
        Standing apex = Rounds.standing(ProxyKind.APEX);
        apex.add(new IdleRun.PerConnection(10_240, OptionalDouble.of(2_048)));
        Outcome outcome = new Outcome(Workload.IDLE, List.of(apex), List.of(), "");
        String text = text(new CompareReport(List.of(), List.of(), List.of(), List.of(outcome)));
        assertTrue(text.contains("| Apex (epoll) | 10.00 | 2.00 |"), text);
        assertTrue(text.contains("each round is a process of its own"), text);
    }

    @Test
    void jsonHasEveryRoundAlsoTheDirtyOnes() {
        Map<String, Object> all = JsonReader.object(report().json().replace("null", "0"));
        Map<?, ?> workload = (Map<?, ?>) ((List<?>) all.get("workloads")).getFirst();
        Map<?, ?> apex = (Map<?, ?>) ((List<?>) workload.get("proxies")).getFirst();
        assertEquals("Apex (epoll)", apex.get("name"));
        assertEquals(2, ((List<?>) apex.get("rounds")).size());
        assertEquals(1, ((List<?>) apex.get("rounds_at_rate")).size());
        assertEquals(1, ((List<?>) apex.get("dirty_rounds")).size());
        assertEquals(0.25, apex.get("allocated_bytes_per_request"));
        assertEquals("held", ((Map<?, ?>) ((List<?>) all.get("bars")).getFirst()).get("verdict"));
    }

    @Test
    void theChartIsXmlWithABarAndAWhiskerForEachWhoWasMeasured() throws Exception {
        Document chart = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(report().svg())));
        assertEquals("svg", chart.getDocumentElement().getTagName());
        assertEquals(2, chart.getElementsByTagName("rect").getLength());
        assertEquals(6, chart.getElementsByTagName("line").getLength());
        assertTrue(report().svg().contains("prefers-color-scheme: dark"));
    }

    @Test
    void namesAreEscapedAndEmptyGroupsLeftOut() {
        SvgChart chart = new SvgChart("a < b & c");
        chart.group("nobody", List.of(), Figure::whole);
        assertTrue(chart.text().contains("a &lt; b &amp; c"), chart::text);
        assertFalse(chart.text().contains("nobody"), chart::text);
    }

    private static CompareReport report() {
        Standing apex = Rounds.standing(ProxyKind.APEX, Rounds.clean(100, 1), Rounds.clean(200, 1));
        apex.add(Rounds.clean(25, 1), true);
        apex.addDirty(Rounds.round(1, 1, 1, 0.5, 0.5));
        apex.allocated(0.25);
        Standing haproxy = Rounds.standing(ProxyKind.HAPROXY, Rounds.clean(50, 1));
        haproxy.add(Rounds.clean(50, 1), true);
        Outcome get = new Outcome(
                Workload.GET,
                List.of(apex, haproxy),
                List.of("nginx: not measured: no word"),
                "25 requests/s, 50 % of what HAProxy did");
        return new CompareReport(
                List.of("a line of the setup"), Rounds.RULES.lines(), List.of("Envoy: not found"), List.of(get));
    }

    private static String text(CompareReport report) {
        return String.join("\n", report.lines()).replaceAll(" +", " ");
    }
}
