package io.athanor.inference.training.report;

import io.athanor.inference.model.Property;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** The learning curves as a page that needs nothing else. */
public final class CurvePage {
  private static final String STYLE =
      "body{font-family:sans-serif;margin:2em auto;max-width:800px}"
          + "table{border-collapse:collapse}td,th{padding:2px 10px;text-align:right;"
          + "border-bottom:1px solid #ddd}td:first-child,th:first-child{text-align:left}";

  private CurvePage() {}

  /** A page with the plot and its numbers. */
  public static String html(String title, String digest, List<CurvePoint> curve) {
    SortedSet<Property> properties = new TreeSet<>();
    curve.forEach(point -> properties.addAll(point.validation().keySet()));
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(escaped(title))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body>\n<h1>")
        .append(escaped(title))
        .append("</h1>\n<p>Model <code>")
        .append(escaped(digest))
        .append("</code></p>\n")
        .append(CurvePlot.svg(curve))
        .append("<table><thead><tr><th>stage</th><th>epoch</th><th>loss</th>");
    for (Property property : properties) {
      page.append("<th>")
          .append(property.key())
          .append(", ")
          .append(property.unit())
          .append("</th>");
    }
    page.append("<th>rate</th><th>seconds</th></tr></thead><tbody>\n");
    for (CurvePoint point : curve) {
      page.append("<tr><td>").append(escaped(point.stage())).append("</td>");
      cell(page, "%d", point.epoch());
      cell(page, "%.4f", point.loss());
      for (Property property : properties) {
        Double error = point.validation().get(property);
        if (error == null) {
          page.append("<td></td>");
        } else {
          cell(page, "%.4g", error);
        }
      }
      cell(page, "%.3g", point.rate());
      cell(page, "%.1f", point.seconds());
      page.append("</tr>\n");
    }
    return page.append("</tbody></table></body></html>\n").toString();
  }

  private static void cell(StringBuilder page, String pattern, Object value) {
    page.append("<td>").append(String.format(Locale.ROOT, pattern, value)).append("</td>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
