package apex.bench.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** A chart of horizontal bars with whiskers from the smallest to the largest value, readable on light and on dark ground. */
public final class SvgChart {
    private static final int WIDTH = 860;
    private static final int NAMES = 170;
    private static final int BARS = 560;
    private static final int LINE = 26;
    private static final int BAR = 16;
    private static final String STYLE = """
            <style>
            text { font: 13px system-ui, sans-serif; fill: #1f2328; }
            .title { font-weight: 600; font-size: 15px; }
            .group { font-weight: 600; }
            .bar { fill: #8c959f; }
            .own { fill: #0969da; }
            .whisker { stroke: #1f2328; stroke-width: 1.5; }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3; }
              .bar { fill: #6e7681; }
              .own { fill: #4493f8; }
              .whisker { stroke: #e6edf3; }
            }
            </style>
            """;

    /**
     * A bar.
     *
     * @param name beside it
     * @param spread its length and its whisker
     * @param isOwn whether it stands out
     */
    public record Value(String name, Spread spread, boolean isOwn) {}

    private final String title;
    private final List<String> parts = new ArrayList<>();
    private int y = 30;

    /** A chart without bars yet. */
    public SvgChart(String title) {
        this.title = title;
        text(10, y, "title", title);
        y += LINE;
    }

    /** Bars that belong together, on a scale of their own, with their medians in words; nothing when there are none. */
    public void group(String name, List<Value> values, DoubleFunction<String> format) {
        double most =
                values.stream().mapToDouble(value -> value.spread().max()).max().orElse(0);
        if (most <= 0) {
            return;
        }
        text(10, y, "group", name);
        y += LINE;
        for (Value value : values) {
            double scale = BARS / most;
            int middle = y - BAR / 4;
            text(10, y, "name", value.name());
            parts.add(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>",
                    value.isOwn() ? "own" : "bar",
                    NAMES,
                    middle - BAR / 2,
                    value.spread().median() * scale,
                    BAR));
            whisker(NAMES + value.spread().min() * scale, NAMES + value.spread().max() * scale, middle);
            text(
                    NAMES + (int) (value.spread().max() * scale) + 10,
                    y,
                    "value",
                    format.apply(value.spread().median()));
            y += LINE;
        }
        y += LINE / 2;
    }

    private void whisker(double from, double to, int middle) {
        line(from, middle, to, middle);
        line(from, middle - BAR / 4, from, middle + BAR / 4);
        line(to, middle - BAR / 4, to, middle + BAR / 4);
    }

    private void line(double x1, int y1, double x2, int y2) {
        parts.add(String.format(
                Locale.ROOT, "<line class=\"whisker\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x1, y1, x2, y2));
    }

    private void text(int x, int baseline, String kind, String words) {
        parts.add("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>".formatted(kind, x, baseline, escaped(words)));
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The whole picture (SVG 1.1). */
    public String text() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">%n<title>%s</title>%n"
                        .formatted(WIDTH, y, WIDTH, escaped(title))
                + STYLE
                + String.join("\n", parts)
                + "\n</svg>\n";
    }
}
