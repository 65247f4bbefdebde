package apex.app.admin;

import apex.kernel.metrics.Metric;
import apex.kernel.metrics.MetricFamily;
import apex.kernel.metrics.Sample;
import java.util.List;
import java.util.Locale;

/** Metrics in the text format of Prometheus, version 0.0.4. */
final class PrometheusText {
    /** The media type of the format. */
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final double LARGEST_WHOLE = 1L << 53;

    private PrometheusText() {}

    /** All of them; one without a value is left out. */
    static String of(List<MetricFamily> families) {
        StringBuilder text = new StringBuilder();
        for (MetricFamily family : families) {
            if (!family.samples().isEmpty()) {
                write(family, text);
            }
        }
        return text.toString();
    }

    private static void write(MetricFamily family, StringBuilder text) {
        Metric metric = family.metric();
        text.append("# HELP ").append(metric.name()).append(' ');
        escape(metric.help(), false, text);
        text.append("\n# TYPE ").append(metric.name()).append(' ');
        text.append(metric.kind().name().toLowerCase(Locale.ROOT)).append('\n');
        for (Sample sample : family.samples()) {
            text.append(metric.name()).append(sample.suffix());
            labels(metric.labels(), sample, text);
            text.append(' ').append(number(sample.value())).append('\n');
        }
    }

    private static void labels(List<String> names, Sample sample, StringBuilder text) {
        char before = '{';
        for (int i = 0; i < names.size(); i++) {
            before = label(before, names.get(i), sample.labels().get(i), text);
        }
        if (sample.bucket() != null) {
            before = label(before, "le", sample.bucket(), text);
        }
        if (before == ',') {
            text.append('}');
        }
    }

    private static char label(char before, String name, String value, StringBuilder text) {
        text.append(before).append(name).append("=\"");
        escape(value, true, text);
        text.append('"');
        return ',';
    }

    private static void escape(String value, boolean isLabel, StringBuilder text) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '"' -> text.append(isLabel ? "\\\"" : "\"");
                default -> text.append(c);
            }
        }
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE) {
            return Long.toString((long) value);
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return Double.toString(value);
    }
}
