package io.athanor.inference.training.report;

import io.athanor.inference.model.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Learning curves as SVG: loss, validation error of each property, and rate, over epochs. */
public final class CurvePlot {
  private static final int WIDTH = 760;
  private static final int PANEL = 190;
  private static final int LEFT = 80;
  private static final int RIGHT = 20;
  private static final int TOP = 34;
  private static final int BOTTOM = 24;
  private static final int TICKS = 4;
  private static final List<String> COLOURS =
      List.of(
          "#1f5a96", "#b5442e", "#2f7d4f", "#7a4a9e", "#a8741a", "#3b8ea5", "#8c8c2e", "#c05a8e",
          "#555555", "#00695c");

  private CurvePlot() {}

  /** The curves as one SVG document. */
  public static String svg(List<CurvePoint> curve) {
    List<String> panels = new ArrayList<>();
    List<Double> epochs = new ArrayList<>();
    for (int index = 0; index < curve.size(); index++) {
      epochs.add(index + 1.0);
    }
    panel(panels, "loss (negative log-likelihood)", curve, epochs, 0, CurvePoint::loss, "loss");
    SortedSet<Property> properties = new TreeSet<>();
    curve.forEach(point -> properties.addAll(point.validation().keySet()));
    for (Property property : properties) {
      panel(
          panels,
          "validation error of " + property.key() + " (" + property.unit() + ")",
          curve,
          epochs,
          1 + property.ordinal(),
          point -> point.validation().getOrDefault(property, Double.NaN),
          property.key());
    }
    panel(panels, "learning rate", curve, epochs, 8, CurvePoint::rate, "rate");
    int height = panels.size() * PANEL + BOTTOM;
    StringBuilder svg = new StringBuilder();
    svg.append(
        text(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n",
            WIDTH, height, WIDTH, height));
    svg.append(text("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n", WIDTH, height));
    for (int index = 0; index < panels.size(); index++) {
      svg.append(text("<g transform=\"translate(0,%d)\">%n", index * PANEL));
      svg.append(panels.get(index)).append("</g>\n");
    }
    svg.append(
        text(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">epoch over all stages</text>%n",
            (LEFT + WIDTH - RIGHT) / 2, height - 8));
    return svg.append("</svg>\n").toString();
  }

  /** What a panel shows of a point. */
  private interface Value {
    double of(CurvePoint point);
  }

  private static void panel(
      List<String> panels,
      String title,
      List<CurvePoint> curve,
      List<Double> epochs,
      int colour,
      Value value,
      String name) {
    Series series = new Series(name, epochs, curve.stream().map(value::of).toList());
    panels.add(panel(title, series, stages(curve), COLOURS.get(colour % COLOURS.size())));
  }

  /** Where stages begin, by their names. */
  private static Map<String, Integer> stages(List<CurvePoint> curve) {
    Map<String, Integer> starts = new LinkedHashMap<>();
    for (int index = 0; index < curve.size(); index++) {
      starts.putIfAbsent(curve.get(index).stage(), index);
    }
    return starts;
  }

  private static String panel(
      String title, Series series, Map<String, Integer> stages, String colour) {
    double[] known = series.y().stream().mapToDouble(Double::doubleValue).toArray();
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double each : known) {
      if (Double.isFinite(each)) {
        low = Math.min(low, each);
        high = Math.max(high, each);
      }
    }
    if (low > high) {
      low = 0;
      high = 1;
    }
    double margin = high == low ? Math.max(1e-12, Math.abs(high) * 0.1) : 0.05 * (high - low);
    low -= margin;
    high += margin;
    double last = Math.max(2, series.x().size());
    StringBuilder svg = new StringBuilder();
    svg.append(text("<text x=\"%d\" y=\"22\" font-weight=\"bold\">%s</text>%n", LEFT, title));
    for (int tick = 0; tick <= TICKS; tick++) {
      double value = low + (high - low) * tick / TICKS;
      double y = vertical(value, low, high);
      svg.append(
          text(
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#e3e3e3\"/>%n",
              LEFT, WIDTH - RIGHT, y, y));
      svg.append(
          text(
              "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%.3g</text>%n",
              LEFT - 6, y + 4, value));
    }
    stages.forEach(
        (name, at) -> {
          double x = horizontal(at + 1.0, last);
          svg.append(
              text(
                  "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#bbb\""
                      + " stroke-dasharray=\"3 3\"/>%n",
                  x, x, TOP, PANEL - BOTTOM));
          svg.append(
              text(
                  "<text x=\"%.1f\" y=\"%d\" fill=\"#777\" font-size=\"10\">%s, %d</text>%n",
                  x + 3, PANEL - 10, name, at + 1));
        });
    svg.append(
        text("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\" points=\"", colour));
    for (int index = 0; index < known.length; index++) {
      if (Double.isFinite(known[index])) {
        svg.append(
            text(
                "%.1f,%.1f ",
                horizontal(series.x().get(index), last), vertical(known[index], low, high)));
      }
    }
    return svg.append("\"/>\n").toString();
  }

  private static double horizontal(double epoch, double last) {
    return LEFT + (WIDTH - RIGHT - LEFT) * (epoch - 1) / (last - 1);
  }

  private static double vertical(double value, double low, double high) {
    return PANEL - BOTTOM - (PANEL - BOTTOM - TOP) * (value - low) / (high - low);
  }

  private static String text(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern.replace("%n", "\n"), values);
  }
}
