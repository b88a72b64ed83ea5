package io.athanor.allinone.bench;

import io.athanor.acquisition.bench.DiscoveryScore;
import java.util.List;
import java.util.Locale;

/** Discovery curves as one self-contained HTML page: SVG, no script, nothing fetched. */
final class DiscoveryPage {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 300;
  private static final int LEFT = 60;
  private static final int RIGHT = 130;
  private static final int TOP = 12;
  private static final int BOTTOM = 40;
  private static final int TICKS = 5;
  private static final List<String> COLOURS = List.of("#1f5a96", "#777777", "#2f7d4f", "#b5442e");

  private DiscoveryPage() {}

  static String html(List<DiscoveryReport.SetResult> sets, int runs) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    page.append("<title>Discovery curves</title>\n<style>body{font-family:sans-serif;margin:2em}");
    page.append("h2{font-size:1.05em;margin:1.6em 0 .2em}</style></head><body>\n");
    page.append("<h1>Discovery curves</h1>\n<p>Share of the best candidates found, mean over ");
    page.append(runs).append(" runs from two random start points.</p>\n");
    for (DiscoveryReport.SetResult set : sets) {
      page.append("<h2>").append(escaped(set.pool().name())).append(": ");
      page.append(set.pool().size()).append(" candidates</h2>\n").append(svg(set.scores()));
    }
    return page.append("</body></html>\n").toString();
  }

  private static String svg(List<DiscoveryScore> scores) {
    int picks = scores.get(0).curve().size();
    StringBuilder svg = new StringBuilder();
    svg.append(
        text(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" font-size=\"12\">%n",
            WIDTH, HEIGHT, WIDTH, HEIGHT));
    for (int tick = 0; tick <= TICKS; tick++) {
      double share = (double) tick / TICKS;
      svg.append(
          text(
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#e3e3e3\"/>%n",
              LEFT, WIDTH - RIGHT, vertical(share), vertical(share)));
      svg.append(
          text(
              "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%.0f %%</text>%n",
              LEFT - 6, vertical(share) + 4, 100 * share));
      double at = share * picks;
      svg.append(
          text(
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%.0f</text>%n",
              horizontal(at, picks), HEIGHT - BOTTOM + 18, at));
    }
    svg.append(
        text(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">experiments</text>%n",
            (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6));
    for (int s = scores.size() - 1; s >= 0; s--) {
      svg.append(line(scores.get(s), COLOURS.get(s % COLOURS.size()), s, picks));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String line(DiscoveryScore score, String colour, int place, int picks) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < score.curve().size(); i++) {
      points.append(text("%.1f,%.1f ", horizontal(i + 1.0, picks), vertical(score.curve().get(i))));
    }
    int y = TOP + 14 + 18 * place;
    return text(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"/>%n"
            + "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"/>"
            + "<text x=\"%d\" y=\"%d\">%s</text>%n",
        points.toString().strip(),
        colour,
        place == 0 ? "2.4" : "1.4",
        WIDTH - RIGHT + 10,
        WIDTH - RIGHT + 30,
        y - 4,
        y - 4,
        colour,
        WIDTH - RIGHT + 36,
        y,
        escaped(score.strategy()));
  }

  private static double horizontal(double at, int picks) {
    return LEFT + (WIDTH - LEFT - RIGHT) * at / picks;
  }

  private static double vertical(double share) {
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String text(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
