package apex.app.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.kernel.metrics.Metric;
import apex.kernel.metrics.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
    @Test
    void aMetricIsItsHelpItsTypeAndALineForEachValue() {
        Samples samples = new Samples(Metric.counter("apex_x_total", "What it is.", "route", "status"))
                .add(3, "a", "2xx")
                .add(0.5, "", "5xx");
        assertEquals("""
                # HELP apex_x_total What it is.
                # TYPE apex_x_total counter
                apex_x_total{route="a",status="2xx"} 3
                apex_x_total{route="",status="5xx"} 0.5
                """, PrometheusText.of(List.of(samples.family())));
    }

    @Test
    void aHistogramHasCumulativeBucketsASumAndACount() {
        Samples samples = new Samples(Metric.histogram("apex_t_seconds", "Time.", "route"))
                .add(new double[] {0.001, 10}, new long[] {2, 1, 4}, 12.25, "a");
        assertEquals("""
                # HELP apex_t_seconds Time.
                # TYPE apex_t_seconds histogram
                apex_t_seconds_bucket{route="a",le="0.001"} 2
                apex_t_seconds_bucket{route="a",le="10.0"} 3
                apex_t_seconds_bucket{route="a",le="+Inf"} 7
                apex_t_seconds_sum{route="a"} 12.25
                apex_t_seconds_count{route="a"} 7
                """, PrometheusText.of(List.of(samples.family())));
    }

    @Test
    void whatWouldEndALabelOrALineIsEscaped() {
        Samples samples =
                new Samples(Metric.gauge("apex_g", "A \\ and\na \"line\".", "route")).add(1L << 40, "a\"} 1\nb\\");
        assertEquals("""
                # HELP apex_g A \\\\ and\\na "line".
                # TYPE apex_g gauge
                apex_g{route="a\\"} 1\\nb\\\\"} 1099511627776
                """, PrometheusText.of(List.of(samples.family())));
    }

    @Test
    void aMetricWithoutLabelsHasNoBracesAndOneWithoutValuesIsLeftOut() {
        Samples without = new Samples(Metric.gauge("apex_none", "None.", "route"));
        Samples plain = new Samples(Metric.gauge("apex_plain", "Plain.")).add(Double.POSITIVE_INFINITY);
        assertEquals("""
                # HELP apex_plain Plain.
                # TYPE apex_plain gauge
                apex_plain +Inf
                """, PrometheusText.of(List.of(without.family(), plain.family())));
    }
}
