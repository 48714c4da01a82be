package io.postern.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Curves beside each other on one scale that begins at 0, as SVG.
final class Chart {

    private static final int WIDTH = 240;
    private static final int HEIGHT = 160;
    private static final int MARGIN = 40;

    /// @param values one for each label
    record Panel(String title, List<String> labels, double[] values) {}

    private Chart() {}

    static String of(String title, List<Panel> panels) {
        double most = panels.stream()
                .flatMapToDouble(panel -> Arrays.stream(panel.values()))
                .max()
                .orElse(1);
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n",
                panels.size() * (WIDTH + MARGIN) + MARGIN,
                HEIGHT + 3 * MARGIN);
        add(svg, "<text x=\"%d\" y=\"20\" font-size=\"13\">%s</text>%n", MARGIN, title);
        for (int i = 0; i < panels.size(); i++) {
            draw(svg, panels.get(i), MARGIN + i * (WIDTH + MARGIN), most);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void draw(StringBuilder svg, Panel panel, int left, double most) {
        int bottom = MARGIN + HEIGHT;
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < panel.values().length; i++) {
            int x = left + (2 * i + 1) * WIDTH / (2 * panel.values().length);
            int y = (int) (bottom - panel.values()[i] / most * (HEIGHT - 20));
            add(points, "%d,%d ", x, y);
            add(svg, "<circle cx=\"%d\" cy=\"%d\" r=\"3\" fill=\"#1f6f8b\"/>%n", x, y);
            add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%.0f</text>%n", x, y - 8, panel.values()[i]);
            String label = panel.labels().get(i);
            add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%s</text>%n", x, bottom + 16, label);
        }
        add(
                svg,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"#1f6f8b\"/>%n",
                points.toString().trim());
        add(
                svg,
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#999\"/>%n",
                left,
                bottom,
                left + WIDTH,
                bottom);
        add(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                left + WIDTH / 2,
                bottom + 36,
                panel.title());
    }

    private static void add(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
