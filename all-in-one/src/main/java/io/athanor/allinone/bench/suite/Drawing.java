package io.athanor.allinone.bench.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Plots as SVG in the page's colours; each has its words for those who do not see it. */
final class Drawing {
  private static final int WIDTH = 720;
  private static final int NAMES = 170;
  private static final int ROW = 24;
  private static final int MARGIN = 16;
  private static final int HEIGHT = 260;
  private static final int LEFT = 52;
  private static final int BOTTOM = 38;
  private static final int TICKS = 5;
  private static final int COLOURS = 4;

  private Drawing() {}

  /** Points with their intervals, one row a way; the engine's first. */
  static String dots(Figure figure) {
    Map<String, Value> rows = new LinkedHashMap<>();
    rows.put("athanor", figure.value());
    rows.putAll(figure.foils());
    double low = 0;
    double high = 0;
    for (Value each : rows.values()) {
      low = Math.min(low, each.interval().map(ends -> ends.get(0)).orElse(each.number()));
      high = Math.max(high, each.interval().map(ends -> ends.get(1)).orElse(each.number()));
    }
    double span = high > low ? high - low : 1;
    int height = ROW * rows.size() + 4;
    StringBuilder svg = new StringBuilder();
    List<String> words = new ArrayList<>();
    rows.forEach((name, each) -> words.add(name + " " + each.text()));
    svg.append(open(height, figure.label() + ": " + String.join("; ", words)));
    int place = 0;
    for (Map.Entry<String, Value> row : rows.entrySet()) {
      double y = ROW * place + ROW / 2.0;
      String kind = place == 0 ? "own" : "foil";
      svg.append(
          text(
              "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
              NAMES - 10, y + 4, escaped(row.getKey())));
      double number = row.getValue().number();
      double at = across(number, low, span);
      List<Double> ends = row.getValue().interval().orElse(List.of(number, number));
      svg.append(
          text(
              "<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
              kind, across(ends.get(0), low, span), across(ends.get(1), low, span), y, y));
      svg.append(text("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", kind, at, y));
      place++;
    }
    return svg.append("</svg>\n").toString();
  }

  /** Shares over steps. */
  static String lines(Curve curve) {
    int most = curve.lines().values().stream().mapToInt(List::size).max().orElseThrow();
    StringBuilder svg = new StringBuilder();
    List<String> words = new ArrayList<>();
    curve
        .lines()
        .forEach(
            (name, each) -> words.add(text("%s ends at %.2f", name, each.get(each.size() - 1))));
    svg.append(open(HEIGHT, curve.title() + ": " + String.join("; ", words)));
    int right = WIDTH - NAMES;
    for (int tick = 0; tick <= TICKS; tick++) {
      double share = (double) tick / TICKS;
      double y = MARGIN + (HEIGHT - MARGIN - BOTTOM) * (1 - share);
      double x = LEFT + (right - LEFT) * share;
      svg.append(
          text(
              "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
              LEFT, right, y, y));
      svg.append(
          text(
              "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>", LEFT - 6, y + 4, share));
      svg.append(
          text(
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0f</text>",
              x, HEIGHT - BOTTOM + 16, curve.first() + share * (most - 1)));
    }
    svg.append(
        text(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
            (LEFT + right) / 2, HEIGHT - 6, escaped(curve.steps())));
    int place = 0;
    for (Map.Entry<String, List<Double>> line : curve.lines().entrySet()) {
      StringBuilder points = new StringBuilder();
      for (int i = 0; i < line.getValue().size(); i++) {
        points.append(
            text(
                "%.1f,%.1f ",
                LEFT + (right - LEFT) * (double) i / (most - 1),
                MARGIN + (HEIGHT - MARGIN - BOTTOM) * (1 - line.getValue().get(i))));
      }
      int y = MARGIN + 14 + 18 * place;
      svg.append(
          text(
              "<polyline class=\"line c%d\" points=\"%s\"/>"
                  + "<line class=\"line c%d\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>"
                  + "<text x=\"%d\" y=\"%d\">%s</text>",
              place % COLOURS,
              points.toString().strip(),
              place % COLOURS,
              right + 10,
              right + 30,
              y - 4,
              y - 4,
              right + 36,
              y,
              escaped(line.getKey())));
      place++;
    }
    return svg.append("</svg>\n").toString();
  }

  /** Text as HTML. */
  static String escaped(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String open(int height, String words) {
    return text(
        "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\">",
        escaped(words), WIDTH, height);
  }

  private static double across(double number, double low, double span) {
    return NAMES + (WIDTH - NAMES - MARGIN) * (number - low) / span;
  }

  private static String text(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
